package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.EngineAge;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Strength;
import java.util.Optional;

/** The old registry protocol is gone; the key that once switched it off stops the engine now. */
final class LegacyRegistry implements Check {
  static final String KEY = "disable-legacy-registry";
  private static final CheckMeta META =
      check("DMN-025", "The key of the legacy registry is not set", Severity.LOW)
          .in(Profile.LEVEL_1)
          .passesWhen("disable-legacy-registry is not set and the engine does not know it")
          .because(
              "Guides and roles still write the key; engines since 19.03 do not start with it, and"
                  + " engines without it have no such registry.")
          .advise("Remove \"" + KEY + "\" from /etc/docker/daemon.json.")
          .see("docs.docker.com: Deprecated Docker Engine features");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    Optional<Daemon.Problem> written =
        host.daemon().problems().stream().filter(p -> p.key().equals(KEY)).findFirst();
    if (written.isPresent()) {
      return Verdict.fail(
          KEY + " is set, and the next start fails",
          new Evidence(written.get().where(), written.get().says(), Strength.CLAIMED));
    }
    EngineAge age = EngineAge.of(host);
    if (!age.known()) {
      return Verdict.undetermined("the engine's version was not seen");
    }
    return age.atLeast("19.03")
        ? host.daemon()
            .configFile()
            .fold(
                seen ->
                    Verdict.pass(
                        "the key is not set, and Docker Engine "
                            + age.version()
                            + " has no such registry",
                        Evidence.of(seen.origin(), "no such key")),
                none -> Verdict.pass("there is no file that could set the key"),
                Verdict::undetermined)
        : Verdict.undetermined("engines before 19.03 are not judged");
  }
}
