package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import java.util.List;

/** The gatherers that look at the daemon and its configuration. */
public final class DaemonGatherers {
  private DaemonGatherers() {}

  /**
   * One gatherer for each phase.
   *
   * @param files the host
   * @param endpointUri the engine endpoint that is audited, for example {@code
   *     unix:///var/run/docker.sock}; empty if none is asked
   */
  public static List<Gatherer> all(HostFiles files, String endpointUri) {
    return List.of();
  }
}
