package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.KernelSample;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessControlTest {
  private static Judging judge(KernelSample kernel) {
    return Judging.of("HST-005", Samples.host().kernel(kernel.build()));
  }

  private static Reading<Kernel.AppArmor> unprivileged() {
    return Samples.seen(
        new Kernel.AppArmor(
            true,
            Samples.denied("/sys/kernel/security/apparmor/profiles"),
            Samples.seen(true, "/sbin/apparmor_parser")),
        "/sys/module/apparmor/parameters/enabled");
  }

  @Test
  void app_armor_with_profiles_passes() {
    judge(new KernelSample()).passes("AppArmor is active");
  }

  @Test
  void enforcing_selinux_passes() {
    judge(new KernelSample().selinux(true)).passes("SELinux is enforcing");
  }

  @Test
  void permissive_selinux_fails() {
    judge(new KernelSample().selinux(false))
        .decidedBy(Outcome.FAIL, ": the kernel has no AppArmor", ": SELinux is permissive");
  }

  @Test
  void neither_fails() {
    judge(new KernelSample().withoutAppArmor())
        .decidedBy(Outcome.FAIL, ": the kernel has no AppArmor", ": the kernel runs no SELinux");
  }

  @Test
  void app_armor_without_any_profile_fails() {
    judge(new KernelSample().appArmor(KernelSample.appArmor(true, Map.of())))
        .fails("AppArmor is on, but no profile is loaded");
  }

  @Test
  void enabled_is_not_enough_if_it_is_not_in_the_list_of_modules() {
    judge(
            new KernelSample()
                .appArmor(unprivileged())
                .lsms(Samples.seen(List.of("capability"), "/sys/kernel/security/lsm")))
        .fails("AppArmor is not among the active security modules");
  }

  @Test
  void without_privilege_the_list_of_modules_decides() {
    judge(new KernelSample().appArmor(unprivileged())).passes("AppArmor is active");
  }

  @Test
  void what_was_not_seen_is_undetermined() {
    judge(new KernelSample().appArmor(Samples.denied("/sys/module/apparmor")))
        .isUndetermined("could not read /sys/module/apparmor: permission denied");
  }
}
