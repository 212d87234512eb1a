package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stop of the unit ends the engine and not the containers that live-restore keeps. */
final class UnitStop implements Check {
  private static final Set<String> NOT_DELEGATED = Set.of("", "no", "false", "off", "0");
  private static final CheckMeta META =
      check("DMN-044", "Unit leaves containers alone when the engine stops", Severity.LOW)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "the unit does not kill the containers with the engine and has no limit that"
                  + " reaches them")
          .because(
              "With another KillMode every restart of the engine kills all containers, whatever"
                  + " live-restore says; without Delegate systemd moves them out of their limits.")
          .advise(
              "Run `systemctl edit docker.service` and write [Service], Delegate=yes and"
                  + " KillMode=process.")
          .see("systemd.kill(5)", "systemd.resource-control(5)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    return host.daemon()
        .unit()
        .fold(
            seen -> judge(seen.value(), seen.origin()),
            none -> Verdict.notApplicable("no systemd unit starts the engine"),
            Verdict::undetermined);
  }

  private static Verdict judge(Daemon.Unit unit, Origin origin) {
    Map<String, String> set = unit.stopping();
    String kill = set.getOrDefault("KillMode", "control-group");
    String delegate = set.getOrDefault("Delegate", "");
    return Verdict.over(
        List.of(
            ground("KillMode", kill, kill.equals("process"), "process", origin),
            ground(
                "Delegate",
                delegate.isEmpty() ? "not set" : delegate,
                !NOT_DELEGATED.contains(delegate),
                "yes",
                origin)),
        "");
  }

  private static Ground ground(
      String name, String value, boolean right, String wanted, Origin origin) {
    Evidence evidence = Evidence.of(origin, name + "=" + value);
    return right
        ? Grounds.pass(name, "is " + value, evidence)
        : Grounds.fail(name, "is " + value + ", " + wanted + " expected", evidence);
  }
}
