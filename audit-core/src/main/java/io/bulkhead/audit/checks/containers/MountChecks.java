package io.bulkhead.audit.checks.containers;

import static io.bulkhead.audit.checks.containers.ContainerMeta.again;
import static io.bulkhead.audit.checks.containers.ContainerMeta.essential;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level1;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level2;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of mounts and of the root file system. */
final class MountChecks {
  static final List<Check> ALL =
      List.of(
          ContainerCheck.bySite(
              essential("CTR-015", "No sensitive path of the host is mounted", Severity.HIGH)
                  .passesWhen(
                      "no source of a bind mount or of a volume in disguise is a directory of the"
                          + " system, holds one, or lies where the host keeps secrets or, writable, what"
                          + " it runs; by name and by where it leads")
                  .because(
                      "Writable, it is a way to root on the host: a cron job, a key, a unit file;"
                          + " read-only, it gives away password hashes and keys.")
                  .advise(
                      again("Mount only the directory that is needed, read-only where it can be."))
                  .mayBreak("Monitoring, backup and log shipping agents.")
                  .see("docker-run(1)", "CIS 5.6"),
              MountJudges::sensitive),
          ContainerCheck.of(
              level1("CTR-021", "The root of every container is read-only", Severity.MEDIUM)
                  .passesWhen(
                      "the mount of / in the container is read-only; before the start,"
                          + " HostConfig.ReadonlyRootfs")
                  .because(
                      "What breaks in leaves its tools and changes programs for the next start.")
                  .advise(again("Use `--read-only` with `--tmpfs` for what it has to write."))
                  .mayBreak("Programs that write outside of volumes; docker diff shows where.")
                  .see("docker-run(1)", "CIS 5.13"),
              KernelFileSystems::readonlyRoot),
          ContainerCheck.of(
              level1("CTR-026", "No mount is shared with the host", Severity.MEDIUM)
                  .passesWhen("no mount has the propagation shared or rshared")
                  .because("With SYS_ADMIN it mounts over directories of the host.")
                  .advise(again("Use the propagation rprivate or rslave."))
                  .mayBreak("Containers that mount file systems for the host.")
                  .see("mount_namespaces(7)", "docker-run(1)", "CIS 5.20"),
              MountJudges::propagation),
          ContainerCheck.of(
              essential("CTR-041", "Kernel paths are covered in every container", Severity.HIGH)
                  .passesWhen(
                      "MaskedPaths and ReadonlyPaths hold /proc/kcore, /proc/sys and"
                          + " /proc/sysrq-trigger, and /proc/sys is read-only inside while it runs")
                  .because("Without the covers /proc/sys, /proc/kcore and others reach the host.")
                  .advise(
                      again("Remove `--security-opt systempaths=unconfined` and `--privileged`."))
                  .mayBreak("Engines and image builders that run inside a container.")
                  .see("docker-run(1)", "proc(5)"),
              KernelFileSystems::masked),
          ContainerCheck.of(
              essential(
                      "CTR-051",
                      "No container writes to file systems of the kernel",
                      Severity.CRITICAL)
                  .passesWhen(
                      "no sysfs, cgroup, debugfs, tracefs, securityfs, bpf or other file system of"
                          + " the kernel, and no foreign /proc, is mounted writable; before the start,"
                          + " none is asked for")
                  .because(
                      "A writable cgroup tree, /sys or debugfs lets it run programs on the host or"
                          + " switch off what holds it.")
                  .advise(again("Mount them read-only or not at all; remove `--privileged`."))
                  .mayBreak("System containers, and agents that change the kernel's settings.")
                  .see("sysfs(5)", "cgroups(7)", "proc_pid_mountinfo(5)"),
              KernelFileSystems::writable),
          ContainerCheck.of(
              level2("CTR-052", "What is mounted cannot be changed by every user", Severity.LOW)
                  .passesWhen(
                      "no source of a mount can be written by every user of the host, unless it"
                          + " has the sticky bit")
                  .because("A local user of the host plants files in a service that trusts them.")
                  .advise("Run `chmod o-w PATH` for the source that is named.")
                  .mayBreak("Users who write there without being in its group.")
                  .see("chmod(1)", "docker-run(1)"),
              MountJudges::worldWritable));

  private MountChecks() {}
}
