package io.bulkhead.daemon.process;

import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Map;

/**
 * A process that is an engine.
 *
 * @param argv as it is, credentials included
 * @param environment all of it; unreadable without privilege
 * @param startedEpochMillis start time from the boot time, the same at every look
 * @param startedExactMillis start time from the uptime, for comparing with file times; may differ
 *     by some milliseconds from look to look
 * @param cgroup its path in systemd's hierarchy
 * @param contained its control group is one of a container or machine that we are not in
 * @param nested it has a pid namespace below ours
 * @param ownMounts it has another root or mount namespace than we; unreadable without privilege
 */
public record Candidate(
    int pid,
    int parent,
    String exe,
    List<String> argv,
    Reading<Map<String, String>> environment,
    long startedEpochMillis,
    long startedExactMillis,
    String cgroup,
    boolean contained,
    boolean nested,
    Reading<Boolean> ownMounts) {

  public Candidate {
    argv = List.copyOf(argv);
  }

  /** True if it is the engine of a container or machine that runs here. */
  public boolean guest() {
    return nested || contained;
  }

  /** True if its paths are not ours; what cannot be seen counts as ours unless it is contained. */
  public boolean foreign() {
    return guest() || ownMounts.seen().orElse(false);
  }
}
