package io.bulkhead.audit.checks.probes;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.List;

/** What the running kernel is and which security modules it runs. */
final class KernelStateChecks {
  static final List<Check> ALL =
      List.of(
          ProbeCheck.of(
                  check("KRN-004", "Kernel is still maintained by whoever ships it", Severity.HIGH)
                      .passesWhen(
                          "the kernel's line, or the distribution's, is maintained on the day of the"
                              + " audit, by a dated table")
                      .because(
                          "Holes that are known and published stay open in a kernel that nobody repairs.")
                      .advise("Upgrade the kernel package, or the distribution, and reboot.")
                      .mayBreak("The host has to be rebooted.")
                      .see("kernel.org: releases"),
                  "kernel.eol")
              .warningsAreManual(),
          ProbeCheck.of(
              check("KRN-005", "Modules of the running kernel are on disk", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen(
                      "the directory of modules of the running release is there, or the kernel has"
                          + " no modules")
                  .because(
                      "Networking or storage of new containers fails half-way when a module cannot be loaded.")
                  .advise("Reboot into the installed kernel.")
                  .mayBreak("The host has to be rebooted.")
                  .see("depmod(8)"),
              "kernel.modules_dir"),
          ProbeCheck.of(
              check("KRN-006", "Kernel has neither failed nor forced modules", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen("kernel.tainted is 0, or tells of live patches only")
                  .because(
                      "A kernel that went on after an error, or took a foreign module, no longer keeps its own promises.")
                  .advise("Find the cause in `dmesg`, remove the module, and reboot.")
                  .mayBreak("Hardware that needs the module stops working.")
                  .see("admin-guide: tainted kernels"),
              "kernel.taint"),
          ProbeCheck.of(
              check("KRN-007", "Kernel was built with what Docker needs", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen("every option that the engine needs is built in or a module")
                  .because("The engine works round what is missing, by leaving isolation out.")
                  .advise("Boot a kernel of the distribution.")
                  .mayBreak("The host has to be rebooted.")
                  .see("docs.docker.com: Troubleshooting the Docker daemon"),
              "kernel.config_docker"),
          ProbeCheck.of(
                  check("KRN-008", "Kernel was built to protect itself", Severity.LOW)
                      .in(Profile.ALL)
                      .passesWhen("every protection that this kernel's version has is built in")
                      .because(
                          "Errors in the kernel are easier to use when its own protections were left out.")
                      .advise(
                          "Choose a kernel package that has them; they cannot be added afterwards.")
                      .mayBreak("Some cost a little speed.")
                      .see("kspp.github.io: Recommended settings"),
                  "kernel.config_hardening")
              .warningsAreManual(),
          ProbeCheck.of(
              check("KRN-009", "Boot parameters leave the protections on", Severity.HIGH)
                  .passesWhen("no word of the kernel command line switches a protection off")
                  .because(
                      "One word on the command line takes a protection from every container at once.")
                  .advise("Remove the words from GRUB_CMDLINE_LINUX, run `update-grub` and reboot.")
                  .mayBreak("Mitigations cost speed on old processors.")
                  .see("admin-guide: kernel parameters"),
              "kernel.cmdline_weakening"),
          ProbeCheck.of(
              check("KRN-010", "Kernel was started by Secure Boot", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen("the firmware says that Secure Boot is on, and not in setup mode")
                  .because(
                      "Without it another kernel can be started, whatever the running one forbids.")
                  .advise("Switch Secure Boot on in the firmware.")
                  .mayBreak("Unsigned modules no longer load.")
                  .see("kernel_lockdown(7)"),
              "kernel.secure_boot"),
          ProbeCheck.of(
                  check(
                          "KRN-011",
                          "Engine sees the security modules of the kernel",
                          Severity.MEDIUM)
                      .passesWhen("securityfs is mounted on /sys/kernel/security")
                      .because(
                          "The engine takes a missing securityfs for a kernel without AppArmor and starts containers unconfined.")
                      .advise(
                          "Mount it: `mount -t securityfs securityfs /sys/kernel/security`, then restart the engine.")
                      .see("apparmor(7)"),
                  "lsm.securityfs_mounted")
              .warningsAreManual(),
          ProbeCheck.of(
              check("KRN-012", "Engine confines its containers by AppArmor", Severity.HIGH)
                  .passesWhen(
                      "AppArmor is on, the engine sees it and its parser, which root alone can"
                          + " change, and docker-default is loaded and enforced")
                  .because("A container that gets out of its namespaces meets no second wall.")
                  .advise(
                      "Install the package apparmor, so that /sbin/apparmor_parser is there, and restart the engine.")
                  .mayBreak("Containers restart with the engine.")
                  .see("docs.docker.com: AppArmor security profiles"),
              "apparmor.docker_will_use",
              "apparmor.parser",
              "apparmor.docker_default"),
          ProbeCheck.of(
              check("KRN-013", "SELinux enforces, now and after the next boot", Severity.HIGH)
                  .passesWhen("SELinux enforces, and its configuration says so for the next boot")
                  .because(
                      "A permissive SELinux writes down how containers break out and lets them.")
                  .advise("Set SELINUX=enforcing in /etc/selinux/config and run `setenforce 1`.")
                  .mayBreak("Whatever has denials in the log: see `ausearch -m avc` first.")
                  .see("selinux(8)"),
              "selinux.mode"),
          ProbeCheck.of(
              check(
                      "KRN-014",
                      "SELinux policy knows containers and their categories",
                      Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "the policy has categories and knows container_t, and the engine labels its"
                          + " containers")
                  .because(
                      "Without types and categories every container may touch the files of the others.")
                  .advise("Install the package container-selinux.")
                  .see("container_selinux(8)"),
              "selinux.policy",
              "selinux.container_policy",
              "selinux.docker_enabled"),
          ProbeCheck.of(
              check("KRN-015", "Data-root is labelled for containers", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("the type of the data root is container_var_lib_t")
                  .because(
                      "Containers that cannot use their files lead people to switch SELinux off.")
                  .advise(
                      "Run `semanage fcontext -a -e /var/lib/docker DIR` and `restorecon -R DIR`.")
                  .see("semanage-fcontext(8)"),
              "selinux.dataroot_label"));

  private KernelStateChecks() {}
}
