package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Reading;

/** On a host that enforces SELinux the engine labels its containers. */
final class SelinuxSupport implements Check {
  private static final CheckMeta META =
      check("DMN-038", "Engine uses SELinux where the host enforces it", Severity.MEDIUM)
          .in(Profile.LEVEL_1)
          .passesWhen("the engine uses SELinux where the host enforces it")
          .because("Without labels SELinux does not keep a container from the host's files.")
          .advise(
              "Install container-selinux, set \"selinux-enabled\": true in /etc/docker/daemon.json,"
                  + " restart the engine and recreate containers.")
          .mayBreak("Bind mounts without :z or :Z are denied.")
          .see("selinux(8)", "docs.docker.com: dockerd");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return Presence.notHere(host)
        .or(() -> Presence.noKernel(host))
        .orElseGet(
            () ->
                host.kernel()
                    .selinux()
                    .fold(
                        seen -> judge(host, seen),
                        none ->
                            Verdict.notApplicable(
                                "the kernel has no SELinux", Evidence.of(none.origin(), "absent")),
                        Verdict::undetermined));
  }

  private static Verdict judge(HostSnapshot host, Reading.Present<Kernel.Selinux> state) {
    Evidence enforce = Evidence.of(state.origin(), state.value().enforcing() ? "1" : "0");
    if (!state.value().enforcing()) {
      return Verdict.notApplicable("SELinux is not enforcing here", enforce);
    }
    Effective setting = Effective.of(host, "selinux-enabled");
    return setting
        .reading()
        .fold(
            seen ->
                seen.value().isTrue()
                    ? Verdict.pass(
                        "SELinux is enforcing and the engine uses it" + setting.when(),
                        enforce,
                        setting.evidence())
                    : Verdict.fail(
                        "SELinux is enforcing, but the engine does not use it" + setting.when(),
                        enforce,
                        setting.evidence()),
            none -> Verdict.undetermined("selinux-enabled was not seen", enforce),
            setting::undetermined);
  }
}
