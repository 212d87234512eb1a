package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.checks.facts.Trusted;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** No setting goes against the state of the engine so that its next start fails. */
final class StoppingPairs implements Check {
  private static final CheckMeta META =
      check("DMN-045", "No setting goes against the engine's state", Severity.HIGH)
          .passesWhen(
              "no setting of the next start, such as live-restore in a swarm, contradicts"
                  + " what the engine is doing")
          .because(
              "The engine runs on and takes such a setting even over a reload; the next start, after"
                  + " an update or a power failure, then ends without containers.")
          .advise("Take one of the two back, as the finding says.")
          .see("docs.docker.com: Live restore", "docs.docker.com: dockerd");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    if (Presence.notRunning(host)) {
      return Verdict.notApplicable("no engine runs whose state could stand against a setting");
    }
    return host.engine()
        .info()
        .fold(
            seen -> judge(host, seen),
            none -> Verdict.undetermined("the engine's state was not seen"),
            Verdict::undetermined);
  }

  private static Verdict judge(HostSnapshot host, Reading.Present<Engine.Info> seen) {
    Engine.Info info = seen.value();
    boolean swarm = !info.swarmState().isEmpty() && !info.swarmState().equals("inactive");
    String driver = info.cgroupDriver().seen().orElse("");
    Evidence inSwarm = Evidence.of(seen.origin(), "swarm is " + info.swarmState());
    List<Pair> pairs =
        List.of(
            new Pair(
                "live-restore",
                swarm,
                v -> v.isTrue(),
                "is true, and the engine is in swarm mode: remove it, or leave the swarm",
                inSwarm),
            new Pair(
                "firewall-backend",
                swarm,
                v -> v.text().equals("nftables"),
                "is nftables, which swarm mode does not have: remove it, or leave the swarm",
                inSwarm),
            new Pair(
                "cgroup-parent",
                driver.equals("systemd"),
                v -> !v.text().isEmpty() && !v.text().endsWith(".slice"),
                "is no slice, and the cgroup driver is systemd: name a NAME.slice, or remove it",
                Evidence.of(seen.origin(), "CgroupDriver " + driver)),
            new Pair(
                "userns-remap",
                info.securityOption("rootless"),
                v -> !v.text().isEmpty(),
                "is set, and the engine runs without root: remove it",
                Evidence.of(seen.origin(), "name=rootless")));
    List<Ground> grounds = new ArrayList<>();
    pairs.forEach(pair -> pair.judge(host).ifPresent(grounds::add));
    return grounds.isEmpty()
        ? Verdict.pass(
            "no setting of the next start goes against the engine's state",
            Evidence.of(seen.origin(), "swarm " + info.swarmState() + ", cgroup driver " + driver))
        : Verdict.over(grounds, "");
  }

  /**
   * A setting and a state that do not go together.
   *
   * @param holds the engine is in that state
   * @param against values that stop it then
   */
  private record Pair(
      String key, boolean holds, Predicate<ConfigValue> against, String says, Evidence evidence) {

    Optional<Ground> judge(HostSnapshot host) {
      if (!holds || ValueCheck.missing(host, key)) {
        return Optional.empty();
      }
      Reading<ConfigValue> next = Trusted.reading(host.daemon().setting(key).nextStart());
      if (next instanceof Reading.Unreadable<ConfigValue> unseen) {
        return Optional.of(Grounds.unseen(key, unseen, evidence));
      }
      return next.seen()
          .filter(against)
          .map(value -> Grounds.fail(key, says, Grounds.evidence(next), evidence));
    }
  }
}
