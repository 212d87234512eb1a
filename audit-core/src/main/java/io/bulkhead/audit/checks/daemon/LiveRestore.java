package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;

/** Containers survive a stop of the daemon. */
final class LiveRestore implements Check {
  private static final CheckMeta META =
      check("DMN-003", "Containers keep running while the engine restarts", Severity.LOW)
          .passesWhen("the engine says LiveRestoreEnabled, and the next start says so too")
          .because(
              "Where an update of the engine stops every container, it is put off, and known holes"
                  + " stay open.")
          .advise("Set \"live-restore\": true in /etc/docker/daemon.json and reload the engine.")
          .mayBreak(
              "The engine does not join a swarm with it; network settings are not applied by a"
                  + " restart while containers run.")
          .see("docs.docker.com: Live restore", "CIS 2.15 (1.8.0: 2.16)");

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
      return judge(Effective.of(host, "live-restore"));
    }
    Effective setting = Effective.lasting(host, "live-restore", v -> !v.isTrue());
    return host.engine()
        .info()
        .fold(
            seen -> judge(seen.value(), setting),
            none -> Verdict.undetermined("the engine's information was not seen"),
            unseen -> judge(setting));
  }

  private static Verdict judge(Engine.Info info, Effective setting) {
    if (!info.swarmState().isEmpty() && !info.swarmState().equals("inactive")) {
      return Verdict.notApplicable(
          "a node of a swarm cannot have live-restore",
          Evidence.of(info.liveRestore().origin(), "swarm is " + info.swarmState()));
    }
    Reading<Boolean> answer = info.liveRestore();
    return answer.fold(
        seen -> {
          Evidence says = Evidence.of(seen.origin(), seen.value());
          if (setting.pending()) {
            return judge(setting);
          }
          return seen.value()
              ? Verdict.pass("live-restore is true", says, setting.evidence())
              : Verdict.fail("live-restore is false, true expected", says, setting.evidence());
        },
        none -> judge(setting),
        unseen -> judge(setting));
  }

  private static Verdict judge(Effective setting) {
    return setting
        .reading()
        .fold(
            seen ->
                seen.value().isTrue()
                    ? Verdict.pass("live-restore is true" + setting.when(), setting.evidence())
                    : Verdict.fail(
                        "live-restore is false" + setting.when() + ", true expected",
                        setting.evidence()),
            none -> Verdict.undetermined("live-restore was not seen", setting.evidence()),
            setting::undetermined);
  }
}
