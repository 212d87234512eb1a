package io.bulkhead.audit.checks.probes;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.List;

/** Kernel settings. */
final class SettingChecks {
  static final List<Check> ALL =
      List.of(
          ProbeCheck.of(
              check("KRN-034", "Unprivileged processes cannot load BPF programs", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "kernel.unprivileged_bpf_disabled is 1 or 2, or the kernel has no BPF")
                  .because(
                      "Errors in the verifier of BPF programs lead from any process into the kernel.")
                  .advise(
                      "Run `sysctl -w kernel.unprivileged_bpf_disabled=2`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .see("bpf(2)"),
              "bpf.unprivileged"),
          ProbeCheck.of(
              check("KRN-035", "Constants in compiled BPF programs are hidden", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("net.core.bpf_jit_harden is 1 or more")
                  .because("A program's constants can be made to run as code of the kernel.")
                  .advise(
                      "Run `sysctl -w net.core.bpf_jit_harden=1`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("2 slows every BPF program down.")
                  .see("bpf(2)"),
              "bpf.jit_harden"),
          ProbeCheck.of(
              check("KRN-036", "Unprivileged processes measure no kernel events", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("kernel.perf_event_paranoid is 2 or more")
                  .because("Performance events leak kernel addresses and have had many errors.")
                  .advise(
                      "Run `sysctl -w kernel.perf_event_paranoid=3`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("Profilers of unprivileged users.")
                  .see("perf_event_open(2)"),
              "perf.paranoid"),
          ProbeCheck.of(
              check("KRN-037", "Kernel addresses are hidden", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("kernel.kptr_restrict is 1 or more")
                  .because("Known addresses make an error in the kernel usable.")
                  .advise(
                      "Run `sysctl -w kernel.kptr_restrict=1`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .see("proc_sys_kernel(5)"),
              "leak.kptr"),
          ProbeCheck.of(
              check("KRN-038", "Kernel log is for privileged processes only", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("kernel.dmesg_restrict is 1")
                  .because("The log tells addresses and what attacks of others left behind.")
                  .advise(
                      "Run `sysctl -w kernel.dmesg_restrict=1`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("`dmesg` of unprivileged users.")
                  .see("proc_sys_kernel(5)"),
              "leak.dmesg"),
          ProbeCheck.of(
              check("KRN-039", "Addresses of processes are random", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "kernel.randomize_va_space is 2 with all random bits, and the engine has not"
                          + " switched it off for itself")
                  .because("Attacks on programs in containers work at the first try.")
                  .advise(
                      "Run `sysctl -w kernel.randomize_va_space=2`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .see("proc_sys_kernel(5)"),
              "aslr.randomize"),
          ProbeCheck.of(
              check("KRN-040", "Lowest addresses cannot be mapped", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "vm.mmap_min_addr is at least what this machine needs (65536 on x86-64)")
                  .because("Null pointers of the kernel become a way into it.")
                  .advise(
                      "Run `sysctl -w vm.mmap_min_addr=65536`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("Old 16-bit programs under wine.")
                  .see("proc_sys_vm(5)"),
              "mmap.min_addr"),
          ProbeCheck.of(
              check("KRN-041", "Unprivileged processes handle no kernel page faults", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("vm.unprivileged_userfaultfd is 0, or the kernel has none")
                  .because("Races in the kernel are won at leisure.")
                  .advise(
                      "Run `sysctl -w vm.unprivileged_userfaultfd=0`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .see("userfaultfd(2)"),
              "userfaultfd.unpriv"),
          ProbeCheck.of(
              check("KRN-042", "Containers cannot reach io_uring", Severity.MEDIUM)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "kernel.io_uring_disabled is 1 or more, or the filter of every running"
                          + " container blocks it")
                  .because("io_uring goes past system call filters and has had many errors.")
                  .advise(
                      "Run `sysctl -w kernel.io_uring_disabled=1`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("Databases and programs that use it without being in the group.")
                  .see("io_uring_setup(2)"),
              "io_uring"),
          ProbeCheck.of(
              check(
                      "KRN-043",
                      "Line disciplines are loaded by privileged processes only",
                      Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("dev.tty.ldisc_autoload is 0")
                  .because("An ioctl in a container makes the host load old drivers.")
                  .advise(
                      "Run `sysctl -w dev.tty.ldisc_autoload=0`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("Serial lines of unprivileged users.")
                  .see("ioctl_tty(2)"),
              "tty.ldisc"),
          ProbeCheck.of(
              check("KRN-044", "Programs cannot type into their terminal", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("dev.tty.legacy_tiocsti is 0")
                  .because(
                      "A program that was started by root types commands into root's terminal.")
                  .advise(
                      "Run `sysctl -w dev.tty.legacy_tiocsti=0`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("brltty and few others.")
                  .see("ioctl_tty(2)"),
              "tty.tiocsti"),
          ProbeCheck.of(
              check("KRN-045", "Magic key can do no harm", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("kernel.sysrq allows neither dump, signals nor reboot")
                  .because("Whoever reaches the console reboots the host or reads its memory.")
                  .advise(
                      "Run `sysctl -w kernel.sysrq=0`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("Emergency keys.")
                  .see("admin-guide: sysrq"),
              "sysrq"),
          ProbeCheck.of(
              check("KRN-046", "What runs when a process crashes is safe", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "kernel.core_pattern is a fixed place, or a program that root alone can"
                          + " change")
                  .because(
                      "A crashing container chooses arguments of a program that runs as root on the host.")
                  .advise(
                      "Run `sysctl -w kernel.core_pattern=|/bin/false`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("Memory images of crashed programs.")
                  .see("core(5)"),
              "core.pattern"),
          ProbeCheck.of(
              check("KRN-047", "Kernel stops after many errors of its own", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen("kernel.oops_limit is between 1 and 10000")
                  .because(
                      "An attacker lets the kernel fail until a counter overflows or a guess is right.")
                  .advise(
                      "Run `sysctl -w kernel.oops_limit=100`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .see("proc_sys_kernel(5)"),
              "kernel.oops_limit"),
          ProbeCheck.of(
              check(
                      "KRN-048",
                      "Links and files in shared directories are protected",
                      Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen("fs.protected_symlinks, hardlinks, fifos and regular are 1 or more")
                  .because("A link in /tmp makes a privileged program write where it should not.")
                  .advise(
                      "Run `sysctl -w fs.protected_symlinks=1 fs.protected_hardlinks=1 fs.protected_fifos=1 fs.protected_regular=1`, with lasting entries in /etc/sysctl.d.")
                  .mayBreak("Programs that open files of others in /tmp.")
                  .see("proc_sys_fs(5)"),
              "fs.protected_links"),
          ProbeCheck.of(
              check("KRN-049", "Privileged programs leave no memory image", Severity.LOW)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "fs.suid_dumpable is 0, or 2 with a core_pattern that is a program or an"
                          + " absolute path")
                  .because("The image of a privileged program holds keys and passwords.")
                  .advise(
                      "Run `sysctl -w fs.suid_dumpable=0`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .see("proc_sys_fs(5)"),
              "fs.suid_dumpable"),
          ProbeCheck.of(
              check("KRN-050", "Writing through /proc/PID/mem is restricted", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen(
                      "writing through /proc/PID/mem is restricted to tracers, or never possible")
                  .because("A process changes read-only memory of others of its user.")
                  .advise("Boot with proc_mem.force_override=ptrace.")
                  .see("admin-guide: kernel parameters"),
              "host.proc_mem"),
          ProbeCheck.of(
              check("KRN-051", "Interpreters of foreign programs take no privileges", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen(
                      "no registered interpreter takes over a program's privileges with the flag C")
                  .because(
                      "An interpreter that others can change runs with the privileges of the program.")
                  .advise("Register it without the flag C: see binfmt.d(5).")
                  .mayBreak("Foreign programs with the set-user-id bit.")
                  .see("binfmt.d(5)"),
              "binfmt.misc"),
          ProbeCheck.of(
              check(
                      "KRN-052",
                      "Module loading was not closed before Docker was ready",
                      Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen(
                      "kernel.modules_disabled is 0, or all modules that the engine needs are"
                          + " loaded")
                  .because("Networks and storage of new containers fail until the next boot.")
                  .advise(
                      "Set kernel.modules_disabled=1 after docker.service only, never in /etc/sysctl.d; reboot to open it.")
                  .mayBreak("The host has to be rebooted.")
                  .see("proc_sys_kernel(5)"),
              "modules.disabled"));

  private SettingChecks() {}
}
