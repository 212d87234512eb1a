package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Map;

/** AppArmor or SELinux is at work in the running kernel. */
final class AccessControl implements Check {
  private static final CheckMeta META =
      check("HST-005", "A mandatory access control system is active", Severity.MEDIUM)
          .passesWhen("AppArmor is active with a profile loaded, or SELinux is enforcing")
          .because(
              "Without it a process that gets out of its container is held back by nothing but file"
                  + " permissions.")
          .advise(
              "Debian, Ubuntu, SUSE: `apt-get install apparmor` and boot with `apparmor=1"
                  + " security=apparmor`; Red Hat: SELINUX=enforcing in /etc/selinux/config; reboot.")
          .mayBreak("Services whose policy does not fit what they do.")
          .see("apparmor(7)", "selinux(8)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return Presence.noKernel(host).orElseGet(() -> judge(host.kernel()));
  }

  /** One of the two is enough; none is a failure only if both were seen. */
  private static Verdict judge(Kernel kernel) {
    List<Ground> both = List.of(appArmor(kernel), selinux(kernel));
    for (Outcome first : List.of(Outcome.PASS, Outcome.UNDETERMINED)) {
      List<Ground> deciding = both.stream().filter(g -> g.outcome() == first).toList();
      if (!deciding.isEmpty()) {
        return new Verdict(first, deciding);
      }
    }
    return new Verdict(Outcome.FAIL, both);
  }

  private static Ground appArmor(Kernel kernel) {
    return kernel
        .appArmor()
        .fold(
            seen -> appArmor(kernel, seen),
            none ->
                Grounds.fail(
                    "", "the kernel has no AppArmor", Evidence.of(none.origin(), "absent")),
            unseen -> Grounds.unseen("", unseen));
  }

  private static Ground appArmor(Kernel kernel, Reading.Present<Kernel.AppArmor> seen) {
    Reading<Map<String, String>> profiles = seen.value().profiles();
    Evidence enabled = Evidence.of(seen.origin(), seen.value().enabled() ? "Y" : "N");
    if (!seen.value().enabled()) {
      return Grounds.fail("", "AppArmor is switched off", enabled);
    }
    if (profiles.seen().filter(Map::isEmpty).isPresent()) {
      return Grounds.fail(
          "",
          "AppArmor is on, but no profile is loaded",
          enabled,
          Evidence.of(profiles.origin(), "none"));
    }
    if (profiles.seen().isPresent()) {
      return Grounds.pass(
          "",
          "AppArmor is active",
          enabled,
          Evidence.of(profiles.origin(), profiles.seen().orElseThrow().size() + " profiles"));
    }
    return kernel
        .lsms()
        .fold(
            list ->
                list.value().contains("apparmor")
                    ? Grounds.pass(
                        "",
                        "AppArmor is active",
                        enabled,
                        Evidence.of(list.origin(), String.join(",", list.value())))
                    : Grounds.fail(
                        "",
                        "AppArmor is not among the active security modules",
                        enabled,
                        Evidence.of(list.origin(), String.join(",", list.value()))),
            none -> Grounds.undetermined("", "whether AppArmor is active was not seen", enabled),
            unseen -> Grounds.unseen("", unseen, enabled));
  }

  private static Ground selinux(Kernel kernel) {
    return kernel
        .selinux()
        .fold(
            seen ->
                seen.value().enforcing()
                    ? Grounds.pass("", "SELinux is enforcing", Evidence.of(seen.origin(), "1"))
                    : Grounds.fail("", "SELinux is permissive", Evidence.of(seen.origin(), "0")),
            none ->
                Grounds.fail(
                    "", "the kernel runs no SELinux", Evidence.of(none.origin(), "absent")),
            unseen -> Grounds.unseen("", unseen));
  }
}
