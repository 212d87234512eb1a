package io.bulkhead.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.host.HostLook;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.host.LazySys;
import io.bulkhead.cli.host.UntouchedEngine;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.apply.SignalGuard;
import io.bulkhead.remediate.plan.DockerdValidate;
import java.util.List;

/** How the host is changed. */
final class ChangeModule extends AbstractModule {
  private final Run run;
  private final LazySys sys;

  ChangeModule(Run run, LazySys sys) {
    this.run = run;
    this.sys = sys;
  }

  @Provides
  @Singleton
  ChangeDesk desk(HostLook look, Judge judge, List<Remedy> remedies) {
    return new ChangeDesk(
        new ChangeDesk.Bench(
            sys,
            run.root(),
            run.state(),
            this::driver,
            (candidate, daemon) ->
                new DockerdValidate.Result(DockerdValidate.Answer.CANNOT_SAY, "not asked"),
            remedies,
            look,
            judge,
            run.clock(),
            new SignalGuard(),
            run.tool()));
  }

  private EngineDriver driver(HostSnapshot seen) {
    return UntouchedEngine.INSTANCE;
  }
}
