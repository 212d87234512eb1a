package io.bulkhead.audit.checks.probes;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.List;

/** Which modules the kernel takes, and what it starts by itself. */
final class ModuleChecks {
  static final List<Check> ALL =
      List.of(
          ProbeCheck.of(
              check("KRN-031", "Containers cannot reach the kernel's cipher sockets", Severity.HIGH)
                  .passesWhen(
                      "AF_ALG is absent or blocked, or the engine is new enough and its filter and"
                          + " profile keep containers from it")
                  .because("Errors in AF_ALG have led from a container to root on the host.")
                  .advise(
                      "Put `install af_alg /bin/false` into /etc/modprobe.d/bulkhead.conf, or upgrade the engine to 29.4.3.")
                  .mayBreak("Programs that use the kernel's ciphers, such as iwd.")
                  .see("modprobe.d(5)"),
              "modules.af_alg"),
          ProbeCheck.of(
              check("KRN-032", "Only root can change what the kernel starts", Severity.MEDIUM)
                  .passesWhen(
                      "kernel.modprobe, core_pattern and their like name programs that root alone"
                          + " can change")
                  .because("The kernel starts these programs as root outside every container.")
                  .advise(
                      "Set kernel.modprobe and kernel.core_pattern to programs that belong to root.")
                  .see("core(5)", "proc_sys_kernel(5)"),
              "modules.usermodehelper"),
          ProbeCheck.of(
              check("KRN-033", "Running kernel cannot be replaced", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "kernel.kexec_load_disabled is 1, the kernel is locked down, or it has no"
                          + " kexec")
                  .because(
                      "Whoever becomes root starts a kernel of his own without a reboot that anybody sees.")
                  .advise(
                      "Run `sysctl -w kernel.kexec_load_disabled=1`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak(
                      "Crash dumps that are set up later, and fast reboots; in force until the next boot.")
                  .see("kexec_load(2)"),
              "kexec.disabled"));

  private ModuleChecks() {}
}
