package io.bulkhead.audit.checks.probes;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.List;

/** What the kernel offers to confine processes, and what its processors leak. */
final class ConfinementChecks {
  static final List<Check> ALL =
      List.of(
          ProbeCheck.of(
              check("KRN-016", "Programs can confine themselves by Landlock", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen("Landlock answers with an ABI of 1 or more")
                  .because("Programs that would give up rights by themselves cannot.")
                  .advise("Add landlock in front of the lsm= list of the kernel command line.")
                  .mayBreak("A wrong lsm= list switches the other modules off.")
                  .see("landlock(7)"),
              "landlock.abi"),
          ProbeCheck.of(
              check("KRN-017", "Processes cannot trace others of the same user", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen("kernel.yama.ptrace_scope is 1 or more")
                  .because(
                      "Whoever gets into one process reads the secrets of all processes of that user.")
                  .advise(
                      "Run `sysctl -w kernel.yama.ptrace_scope=1`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("Debuggers that attach to running processes of the same user.")
                  .see("ptrace(2)"),
              "yama.ptrace_scope"),
          ProbeCheck.of(
              check("KRN-018", "Kernel is locked down against root", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("the kernel is locked down for integrity or confidentiality")
                  .because("Root, and a container that became root, can change the running kernel.")
                  .advise("Boot with lockdown=integrity.")
                  .mayBreak("Unsigned modules, hibernation and some tracing tools.")
                  .see("kernel_lockdown(7)"),
              "lockdown.state"),
          ProbeCheck.of(
                  check("KRN-019", "Unprivileged users get no user namespaces", Severity.LOW)
                      .in(Profile.LEVEL_2)
                      .passesWhen(
                          "one of three settings keeps unprivileged users from user namespaces")
                      .because(
                          "User namespaces open parts of the kernel to every user that otherwise only root reaches.")
                      .advise(
                          "Run `sysctl -w kernel.unprivileged_userns_clone=0`, with a lasting entry in /etc/sysctl.d that sorts last.")
                      .mayBreak("Rootless engines, browsers and sandboxes.")
                      .see("user_namespaces(7)"),
                  "userns.unprivileged")
              .warningsAreManual(),
          ProbeCheck.of(
              check("KRN-020", "Ranges of subordinate ids are sound", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "the ranges of /etc/subuid and /etc/subgid do not overlap and have at least"
                          + " 65536 ids")
                  .because("Two users with one range are root in each other's containers.")
                  .advise(
                      "Give each user in /etc/subuid and /etc/subgid a range of 65536 ids of its own.")
                  .mayBreak("Containers whose files belong to the old range.")
                  .see("subuid(5)"),
              "userns.subid"),
          ProbeCheck.of(
              check("KRN-021", "Control groups are version 2 alone", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("control groups are mounted as version 2 alone")
                  .because("Version 1 has known ways out of containers and gets no new protection.")
                  .advise("Boot with systemd.unified_cgroup_hierarchy=1.")
                  .mayBreak("Old programs in containers that read version 1.")
                  .see("cgroups(7)"),
              "cgroup.mode"),
          ProbeCheck.of(
              check("KRN-022", "Memory, processes and processors can be limited", Severity.MEDIUM)
                  .passesWhen(
                      "cpu, cpuset, io, memory and pids can be limited for the engine's containers")
                  .because(
                      "Limits of containers are ignored in silence, and one container can starve the host.")
                  .advise(
                      "Boot with cgroup_enable=memory, or enable the controllers in cgroup.subtree_control.")
                  .see("cgroups(7)"),
              "cgroup.controllers"),
          ProbeCheck.of(
              check("KRN-023", "No container can use release_agent", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "control groups are version 2, the engine is rootless, or they are read-only"
                          + " in every container")
                  .because(
                      "The kernel starts a program of the container's choice as root on the host.")
                  .advise(
                      "Use control groups of version 2, and start the container without SYS_ADMIN.")
                  .see("cgroups(7)"),
              "cgroup.v1_release_agent"),
          ProbeCheck.of(
              check(
                      "KRN-024",
                      "Control group namespaces are a boundary of delegation",
                      Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("cgroup2 is mounted with nsdelegate")
                  .because("A delegated container may move processes past the limits it was given.")
                  .advise("Run `mount -o remount,nsdelegate /sys/fs/cgroup`.")
                  .see("cgroups(7)"),
              "cgroup.nsdelegate"),
          ProbeCheck.of(
              check("KRN-025", "Rootless engine may limit its containers", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen("a rootless engine is delegated cpu, memory and pids")
                  .because("Limits of rootless containers are ignored in silence.")
                  .advise(
                      "Add Delegate=cpu cpuset io memory pids in /etc/systemd/system/user@.service.d/delegate.conf.")
                  .see("docs.docker.com: Rootless mode"),
              "cgroup.delegation"),
          ProbeCheck.of(
              check("KRN-026", "Known leaks of the processors are closed", Severity.MEDIUM)
                  .passesWhen("no known leak of the processors is vulnerable")
                  .because("A container reads what other containers and the host keep in memory.")
                  .advise(
                      "Install the microcode package, remove mitigations=off from the command line and reboot.")
                  .mayBreak("Some mitigations cost speed.")
                  .see("admin-guide: Hardware vulnerabilities"),
              "cpu.vulnerabilities"),
          ProbeCheck.of(
              check("KRN-027", "Threads of a core share nothing that leaks", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "one thread runs per core, or no open leak reaches from thread to thread")
                  .because(
                      "A container on one thread reads what its neighbour on the core handles.")
                  .advise("Boot with mitigations=auto,nosmt.")
                  .mayBreak("Half of the threads.")
                  .see("admin-guide: Hardware vulnerabilities"),
              "cpu.smt"),
          ProbeCheck.of(
              check("KRN-028", "Microcode of the processors is current", Severity.LOW)
                  .in(Profile.LEVEL_1)
                  .passesWhen("the kernel knows of no newer microcode")
                  .because("Leaks that only the processor itself can close stay open.")
                  .advise("Install the microcode package and reboot.")
                  .mayBreak("The host has to be rebooted.")
                  .see("admin-guide: Hardware vulnerabilities"),
              "cpu.microcode"),
          ProbeCheck.of(
              check("KRN-029", "Kernel takes signed modules only", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "unsigned modules are refused, by setting, lockdown or build, or there are"
                          + " no modules")
                  .because("Whoever becomes root hides in a module of his own.")
                  .advise("Boot with module.sig_enforce=1.")
                  .mayBreak("Modules that were built on this host.")
                  .see("kernel_lockdown(7)"),
              "modules.sig_enforce"));

  private ConfinementChecks() {}
}
