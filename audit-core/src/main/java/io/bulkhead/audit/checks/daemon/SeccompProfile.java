package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.checks.facts.SeccompDefault;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** The engine gives its containers the built-in filter of system calls. */
final class SeccompProfile implements Check {
  private static final CheckMeta META =
      check("DMN-011", "Engine filters system calls by default", Severity.HIGH)
          .passesWhen("the engine says that it gives its built-in seccomp profile")
          .because(
              "Without the filter every container can use the rare system calls that most kernel"
                  + " exploits need.")
          .advise("Remove \"seccomp-profile\" from /etc/docker/daemon.json and restart the engine.")
          .mayBreak("Programs that need a blocked system call fail with EPERM.")
          .see(
              "seccomp(2)", "docs.docker.com: Seccomp security profiles", "CIS 2.17 (1.8.0: 2.18)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    SeccompDefault profile = SeccompDefault.of(host);
    String when = Presence.notRunning(host) ? " at the next start" : "";
    return switch (profile.kind()) {
      case BUILT_IN ->
          Verdict.pass("the built-in seccomp profile is used" + when, profile.evidence());
      case CUSTOM ->
          Verdict.undetermined(
              "seccomp profile "
                  + profile.profile()
                  + " is the operator's own; what it lets through"
                  + " was not seen",
              profile.evidence());
      case UNCONFINED ->
          Verdict.fail("containers get no seccomp filter by default" + when, profile.evidence());
      case MISSING -> Verdict.fail("the engine runs without seccomp", profile.evidence());
      case UNSEEN ->
          Verdict.undetermined(
              "which seccomp profile the engine uses was not seen", profile.evidence());
    };
  }
}
