package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;

/** The first process of a container: what the kernel says, where it is certain whose it is. */
public final class Proof {
  private Proof() {}

  /**
   * The process; absent for a container that has none. A process outside the container's cgroup is
   * another one: the pid was used again, or the engine runs on another kernel.
   */
  public static Reading<ProcessFacts> of(HostSnapshot host, Container container) {
    if (container.pid() == 0) {
      return Reading.absent(Origin.claimed("container " + container.shortId() + " State.Pid"));
    }
    return host.process(container.pid())
        .fold(
            seen ->
                belongs(host, container, seen.value())
                    ? seen
                    : Reading.<ProcessFacts>unreadable(
                        seen.origin(),
                        "pid "
                            + container.pid()
                            + " is not in this container's cgroup but in "
                            + seen.value().cgroup()),
            gone -> Reading.unreadable(gone.origin(), "the process has gone"),
            unseen -> unseen);
  }

  private static boolean belongs(HostSnapshot host, Container container, ProcessFacts facts) {
    return facts.cgroup().contains(container.id())
        || (withoutCgroups(host) && host.daemon().process().seen().isPresent());
  }

  /** A rootless engine without cgroup delegation puts its containers nowhere. */
  private static boolean withoutCgroups(HostSnapshot host) {
    return host.engine()
        .info()
        .seen()
        .map(Engine.Info::cgroupDriver)
        .flatMap(Reading::seen)
        .filter("none"::equals)
        .isPresent();
  }
}
