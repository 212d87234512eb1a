package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Limits;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.stream.Collectors;

/**
 * What holds a container back from taking all the host has: the cgroup first, then its settings.
 */
final class LimitJudges {
  private static final long STANDARD_SHARES = 1024;
  private static final int MIB_BITS = 20;

  private LimitJudges() {}

  static Ground memory(HostSnapshot host, Container container) {
    long asked = container.limits().memoryBytes();
    long ram = host.engine().info().seen().map(Engine.Info::memoryBytes).orElse(0L);
    Evidence says = EachContainer.inspect(container, "HostConfig.Memory", asked);
    if (container.pid() == 0) {
      return asked == 0
          ? Grounds.fail("", "may take all memory", says)
          : below("asks for a limit of ", asked, ram, says);
    }
    return host.interior(container)
        .then(inside -> inside.value().memoryBytes())
        .fold(
            seen ->
                seen.value() == Long.MAX_VALUE
                    ? Grounds.fail(
                        "",
                        asked == 0
                            ? "may take all memory"
                            : "asks for a memory limit that is not in force",
                        Evidence.of(seen.origin(), "max"),
                        says)
                    : below(
                        "is limited to ",
                        seen.value(),
                        ram,
                        Evidence.of(seen.origin(), seen.value()),
                        says),
            none -> Grounds.undetermined("", "its memory limit was not seen", says),
            unseen -> Grounds.unseen("", unseen, says));
  }

  private static Ground below(String verb, long limit, long ram, Evidence... evidence) {
    String text = verb + (limit >> MIB_BITS) + " MiB of memory";
    return ram > 0 && limit >= ram
        ? Grounds.fail("", text + ", and the host has no more than " + (ram >> MIB_BITS), evidence)
        : Grounds.pass("", text, evidence);
  }

  static Ground cpu(HostSnapshot host, Container container) {
    Limits limits = container.limits();
    boolean quota = limits.nanoCpus() > 0 || limits.cpuQuotaMicros() > 0;
    boolean weighed = limits.cpuShares() > 0 && limits.cpuShares() != STANDARD_SHARES;
    Evidence says = processors(container, limits);
    if (!limits.cpuset().isEmpty()) {
      return Grounds.pass("", "runs on processors " + limits.cpuset(), says);
    }
    if (weighed) {
      return Grounds.pass("", "has a processor weight of its own", says);
    }
    if (container.pid() == 0) {
      return quota
          ? Grounds.pass("", "asks for a processor limit", says)
          : Grounds.fail("", "may take every processor", says);
    }
    return host.interior(container)
        .then(inside -> inside.value().cpuLimited())
        .fold(
            seen -> {
              Evidence inForce = Evidence.of(seen.origin(), seen.value() ? "a quota" : "no quota");
              return seen.value()
                  ? Grounds.pass("", "its processor time is limited", inForce, says)
                  : Grounds.fail(
                      "",
                      quota
                          ? "asks for a processor limit that is not in force"
                          : "may take every processor",
                      inForce,
                      says);
            },
            none -> Grounds.undetermined("", "its processor limit was not seen", says),
            unseen -> Grounds.unseen("", unseen, says));
  }

  private static Evidence processors(Container container, Limits limits) {
    return EachContainer.inspect(
        container,
        "HostConfig",
        "NanoCpus "
            + limits.nanoCpus()
            + ", CpuQuota "
            + limits.cpuQuotaMicros()
            + ", CpuShares "
            + limits.cpuShares()
            + ", CpusetCpus '"
            + limits.cpuset()
            + "'");
  }

  static Ground pids(HostSnapshot host, Container container, Policy policy) {
    long asked = container.limits().pids();
    int most = policy.get(ContainerValues.MAX_PIDS);
    Evidence says = EachContainer.inspect(container, "HostConfig.PidsLimit", asked);
    Evidence expected = Evidence.of(policy.origin(ContainerValues.MAX_PIDS), "at most " + most);
    if (container.pid() == 0) {
      return asked == 0
          ? Grounds.fail("", "may start processes without end", says, expected)
          : processes("asks for at most ", asked, most, says, expected);
    }
    Reading<Long> inForce = host.interior(container).then(inside -> inside.value().pids());
    return inForce.fold(
        seen ->
            seen.value() == Long.MAX_VALUE
                ? Grounds.fail(
                    "",
                    asked == 0
                        ? "may start processes without end"
                        : "asks for a limit of processes that is not in force",
                    Evidence.of(seen.origin(), "max"),
                    says,
                    expected)
                : processes(
                    "may start ",
                    seen.value(),
                    most,
                    Evidence.of(seen.origin(), seen.value()),
                    says,
                    expected),
        none -> Grounds.undetermined("", "its limit of processes was not seen", says),
        unseen -> Grounds.unseen("", unseen, says));
  }

  private static Ground processes(String verb, long limit, int most, Evidence... evidence) {
    String text = verb + limit + " processes";
    return limit > most
        ? Grounds.fail("", text + ", at most " + most + " expected", evidence)
        : Grounds.pass("", text, evidence);
  }

  /** Limits of its own are shown to a person; the engine's are judged where the engine is. */
  static Ground ulimits(HostSnapshot host, Container container) {
    String own =
        container.limits().ulimits().stream()
            .map(u -> u.name() + "=" + u.soft() + ":" + u.hard())
            .collect(Collectors.joining(", "));
    Evidence says =
        EachContainer.inspect(container, "HostConfig.Ulimits", own.isEmpty() ? "none" : own);
    return own.isEmpty()
        ? Grounds.pass("", "has the engine's limits", says)
        : Grounds.manual("", "has limits of its own, which a person has to want: " + own, says);
  }

  static Ground cgroupParent(HostSnapshot host, Container container, Policy policy) {
    String parent = container.limits().cgroupParent();
    Evidence says = EachContainer.inspect(container, "HostConfig.CgroupParent", "'" + parent + "'");
    if (parent.isEmpty()) {
      return Grounds.pass("", "is in the engine's own cgroup", says);
    }
    return policy.lists(EngineValues.CGROUP_PARENTS, parent)
        ? Grounds.pass("", "is in cgroup " + parent + ", which the policy allows", says)
        : Grounds.fail("", "is in cgroup " + parent + ", where other limits hold", says);
  }

  static Ground oom(HostSnapshot host, Container container) {
    Limits limits = container.limits();
    Evidence says =
        EachContainer.inspect(
            container,
            "HostConfig",
            "OomKillDisable "
                + limits.oomKillDisabled()
                + ", OomScoreAdj "
                + limits.oomScoreAdjust());
    if (limits.oomKillDisabled()) {
      return Grounds.fail("", "is never killed for memory, so that others are", says);
    }
    return limits.oomScoreAdjust() < 0
        ? Grounds.fail("", "is killed for memory after others: " + limits.oomScoreAdjust(), says)
        : Grounds.pass("", "is killed for memory like any other", says);
  }
}
