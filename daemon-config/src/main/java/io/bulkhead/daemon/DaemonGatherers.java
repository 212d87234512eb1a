package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.daemon.process.Processes;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** The gatherers that look at the daemon and its configuration. */
public final class DaemonGatherers {
  private DaemonGatherers() {}

  /**
   * One gatherer for each phase, to be used for one snapshot.
   *
   * @param files the host
   * @param endpointUri the engine endpoint that is audited, for example {@code
   *     unix:///var/run/docker.sock}; empty if none is asked
   */
  public static List<Gatherer> all(HostFiles files, String endpointUri) {
    return all(files, endpointUri, System::currentTimeMillis);
  }

  static List<Gatherer> all(HostFiles files, String endpointUri, LongSupplier clock) {
    AtomicReference<Scene> found = new AtomicReference<>();
    Processes processes = new Processes(files, clock);
    return List.of(
        new DiscoveryGatherer(files, endpointUri, processes, found),
        new SettingsGatherer(files, found));
  }
}
