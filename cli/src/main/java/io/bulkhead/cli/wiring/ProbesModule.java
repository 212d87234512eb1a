package io.bulkhead.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.cli.host.HostLook;
import io.bulkhead.cli.host.NoEngine;
import io.bulkhead.cli.host.Standpoint;
import io.bulkhead.daemon.DaemonGatherers;
import io.bulkhead.engine.AdvisoryTable;
import io.bulkhead.engine.ClientConfigGatherer;
import io.bulkhead.engine.EngineGatherer;
import io.bulkhead.engine.ReleaseTable;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.kernel.KernelGatherers;
import io.bulkhead.kernel.files.RootedFiles;
import java.util.ArrayList;
import java.util.List;

/** How the host is looked at. */
final class ProbesModule extends AbstractModule {
  private final Run run;

  ProbesModule(Run run) {
    this.run = run;
  }

  @Provides
  @Singleton
  HostFiles files() {
    return new RootedFiles(run.root());
  }

  @Provides
  @Singleton
  Standpoint standpoint(HostFiles files) {
    return new Standpoint(
        files,
        new Standpoint.Place(
            run.tool(),
            run.root().toString(),
            run.endpointUri(),
            run.endpoint().map(Endpoint::from).orElse(""),
            run.endpoint().map(Endpoint::local).orElse(true)),
        run.clock());
  }

  @Provides
  @Singleton
  HostLook look(HostFiles files, Standpoint standpoint) {
    return new HostLook(() -> gatherers(files), standpoint);
  }

  private List<Gatherer> gatherers(HostFiles files) {
    List<Gatherer> all = new ArrayList<>();
    all.add(
        run.endpoint()
            .<Gatherer>map(endpoint -> new EngineGatherer(endpoint, ReleaseTable.shipped()))
            .orElseGet(() -> new NoEngine(ReleaseTable.shipped())));
    all.addAll(KernelGatherers.all(files));
    all.addAll(DaemonGatherers.all(files, run.endpointUri()));
    all.add(new ClientConfigGatherer(files));
    all.add(new AdvisoryTable());
    return all;
  }
}
