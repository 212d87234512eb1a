package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.KernelSample;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineConfinementTest {
  private static Judging judge(KernelSample kernel, String... securityOptions) {
    return Judging.of(
        "DMN-014",
        Samples.host(
                EngineSample.debian13().securityOptions(securityOptions), DaemonSample.systemd())
            .kernel(kernel.build()));
  }

  private static Reading<Kernel.AppArmor> appArmor(
      Reading<Map<String, String>> profiles, boolean parser) {
    return Samples.seen(
        new Kernel.AppArmor(true, profiles, Samples.seen(parser, "/sbin/apparmor_parser")),
        "/sys/module/apparmor/parameters/enabled");
  }

  @Test
  void a_loaded_and_enforced_profile_passes() {
    judge(new KernelSample(), "name=apparmor")
        .quotes("/sys/kernel/security/apparmor/profiles docker-default (enforce)")
        .passes("docker-default is loaded and enforced");
  }

  @Test
  void an_engine_that_does_not_use_it_fails() {
    judge(new KernelSample(), "name=cgroupns")
        .fails("AppArmor is on, but the engine does not use it");
  }

  @Test
  void a_claim_without_the_parser_fails() {
    Reading<Map<String, String>> none = Samples.seen(Map.of(), "profiles");
    judge(new KernelSample().appArmor(appArmor(none, false)), "name=apparmor")
        .fails("apparmor_parser is missing, so the engine cannot load its profile");
  }

  @Test
  void a_profile_that_complains_or_is_not_there_fails() {
    judge(
            new KernelSample()
                .appArmor(KernelSample.appArmor(true, Map.of("docker-default", "complain"))),
            "name=apparmor")
        .fails("profile docker-default is complain, enforce expected");
    judge(
            new KernelSample()
                .appArmor(KernelSample.appArmor(true, Map.of("dockerroot", "enforce"))),
            "name=apparmor")
        .fails("profile docker-default is not loaded, enforce expected");
  }

  @Test
  void unreadable_profiles_are_undetermined() {
    judge(new KernelSample().appArmor(appArmor(Samples.denied("profiles"), true)), "name=apparmor")
        .isUndetermined(
            "the engine says that it uses AppArmor, but the loaded profiles could not be read:"
                + " permission denied");
  }

  @Test
  void selinux_needs_the_engine_too() {
    judge(new KernelSample().selinux(true), "name=selinux")
        .passes("SELinux is enforcing and the engine uses it");
    judge(new KernelSample().selinux(true), "name=seccomp,profile=builtin")
        .fails("SELinux is enforcing, but the engine does not use it");
    judge(new KernelSample().selinux(false), "name=selinux")
        .fails("SELinux is permissive, so containers are not confined");
  }

  @Test
  void without_either_it_does_not_apply() {
    judge(new KernelSample().withoutAppArmor(), "name=cgroupns")
        .isNotApplicable("the kernel has neither AppArmor nor SELinux");
    judge(new KernelSample(), "name=rootless")
        .isNotApplicable("a rootless engine cannot load a profile");
  }
}
