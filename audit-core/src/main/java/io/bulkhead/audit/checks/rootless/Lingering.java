package io.bulkhead.audit.checks.rootless;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** A rootless engine runs on when its user logs out, or ends by intent. */
final class Lingering implements Check {
  private static final CheckMeta META =
      check("RTL-003", "Rootless engine outlives its user's sessions", Severity.INFO)
          .in(Profile.LEVEL_2)
          .passesWhen("the user the engine runs as lingers")
          .because(
              "Without lingering, the engine and its containers end with the user's last session and"
                  + " do not start with the host.")
          .advise("Run `loginctl enable-linger USER`, if the containers are to stay.")
          .mayBreak("What the user starts runs on after a logout.")
          .see("loginctl(1)", "docs.docker.com: Rootless mode");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return RootlessEngine.judge(
        host,
        engine ->
            host.software()
                .lingering()
                .fold(
                    seen ->
                        seen.value().contains(engine.name())
                            ? Verdict.pass(
                                "the engine of " + engine.name() + " outlives the user's sessions",
                                Evidence.of(seen.origin(), engine.name() + " lingers"))
                            : Verdict.manual(
                                "the engine of "
                                    + engine.name()
                                    + " ends with the user's last session: decide whether it should",
                                Evidence.of(seen.origin(), "not for " + engine.name())),
                    none -> Verdict.undetermined("who lingers was not seen"),
                    Verdict::undetermined));
  }
}
