package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What limits containers are given, they get. */
final class EnforcedLimits implements Check {
  private static final CheckMeta META =
      check("HST-109", "Engine can enforce the limits of containers", Severity.MEDIUM)
          .passesWhen(
              "the engine uses control groups and says that it can enforce limits of memory, swap, processors and processes")
          .because(
              "A limit that cannot be enforced is accepted and ignored: one container starves all"
                  + " others and the host, while its settings look right.")
          .advise(
              "Boot with `cgroup_enable=memory swapaccount=1`, or with control groups of version 2;"
                  + " for a rootless engine delegate controllers: Delegate=cpu cpuset io memory pids"
                  + " in a drop-in of user@.service.")
          .mayBreak("The host has to be rebooted; a rootless engine's user has to log in again.")
          .see("cgroups(7)", "docs.docker.com: Rootless mode, limiting resources");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return host.engine()
        .info()
        .fold(
            EnforcedLimits::judge,
            none -> Verdict.undetermined("the engine's information was not seen"),
            unseen -> Presence.unanswered(host, unseen));
  }

  private static Verdict judge(Reading.Present<Engine.Info> seen) {
    Engine.Info info = seen.value();
    String driver = info.cgroupDriver().seen().orElse("");
    TreeMap<String, Boolean> limits = new TreeMap<>(info.settings().limits());
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of(info.cgroupDriver().origin(), driver.isEmpty() ? "absent" : driver));
    evidence.add(Evidence.of(seen.origin(), limits));
    info.warnings().forEach(said -> evidence.add(Evidence.of(seen.origin(), "Warnings: " + said)));
    Evidence[] all = evidence.toArray(new Evidence[0]);
    if (driver.equals("none")) {
      return Verdict.fail("the engine uses no control groups: no limit has an effect", all);
    }
    List<String> missing =
        limits.entrySet().stream().filter(e -> !e.getValue()).map(e -> e.getKey()).toList();
    if (!missing.isEmpty()) {
      return Verdict.fail("the engine cannot enforce " + String.join(", ", missing), all);
    }
    return limits.isEmpty() || driver.isEmpty()
        ? Verdict.undetermined("the engine does not say which limits it can enforce", all)
        : Verdict.pass("limits of memory, swap, processors and processes are enforced", all);
  }
}
