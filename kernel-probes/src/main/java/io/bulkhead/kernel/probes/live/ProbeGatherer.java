package io.bulkhead.kernel.probes.live;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Vantage;
import io.bulkhead.kernel.nativeaccess.KernelCalls;
import io.bulkhead.kernel.probes.EngineFacts;
import io.bulkhead.kernel.probes.Sources;
import io.bulkhead.kernel.probes.catalogue.AllProbes;
import io.bulkhead.kernel.probes.catalogue.ProbeRun;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Puts all probes to the running system. A tree of files has no kernel to ask. */
public final class ProbeGatherer implements Gatherer {
  private final HostFiles files;

  public ProbeGatherer(HostFiles files) {
    this.files = files;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    if (!files.live()) {
      return;
    }
    Vantage vantage = draft.vantage();
    EngineFacts engine = SeenEngine.of(draft);
    LocalDate today = Instant.parse(vantage.takenAt()).atZone(ZoneOffset.UTC).toLocalDate();
    Sources sources =
        new Sources(
            files,
            new KernelCalls(engine.known()),
            new InstalledTools(),
            engine,
            System.getProperty("os.version", ""),
            vantage.uid(),
            today);
    draft.probes(ProbeRun.run(AllProbes.LIST, sources));
  }
}
