package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;
import java.util.Set;

/** The daemon logs what matters and nothing that is secret: level info, and debug off. */
final class LogLevel implements Check {
  private static final Set<String> TALKATIVE = Set.of("debug", "trace");
  private static final Set<String> SILENT = Set.of("warn", "warning", "error", "fatal", "panic");
  private static final CheckMeta META =
      check("DMN-015", "Engine logs at level info", Severity.LOW)
          .in(Profile.LEVEL_1)
          .passesWhen("log-level is info, or what the policy says, now and at the next start")
          .because(
              "Above info, traces of an attack are missing; in debug mode the log shows requests to"
                  + " everybody who may read it.")
          .advise(
              "Set \"debug\": false and \"log-level\": \"info\" in /etc/docker/daemon.json; a reload"
                  + " takes over debug, the level needs a restart.")
          .see("docs.docker.com: Read the daemon logs", "CIS 2.3");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    return Verdict.over(
        List.of(
            debug(Effective.lasting(host, "debug", v -> v.isTrue())),
            level(Effective.lasting(host, "log-level", v -> !v.text().equals("info")))),
        "");
  }

  private static Ground debug(Effective debug) {
    return debug
        .reading()
        .fold(
            seen ->
                seen.value().isTrue()
                    ? Grounds.fail(
                        "debug", "is true" + debug.when() + ", false expected", debug.evidence())
                    : Grounds.pass("debug", "is false" + debug.when(), debug.evidence()),
            none -> Grounds.undetermined("debug", "was not seen", debug.evidence()),
            unseen -> debug.unseen("debug", unseen));
  }

  private static Ground level(Effective level) {
    return level
        .reading()
        .fold(
            seen -> {
              String text = seen.value().text();
              String says = "is " + text + level.when() + ", info expected";
              if (TALKATIVE.contains(text)) {
                return Grounds.fail("log-level", says + ": it says too much", level.evidence());
              }
              return SILENT.contains(text)
                  ? Grounds.fail("log-level", says + ": it says too little", level.evidence())
                  : Grounds.pass("log-level", "is info" + level.when(), level.evidence());
            },
            none -> Grounds.undetermined("log-level", "was not seen", level.evidence()),
            unseen -> level.unseen("log-level", unseen));
  }
}
