package io.bulkhead.audit.checks.probes;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The data-root, audit rules and devices. */
final class StorageChecks {
  static final List<Check> ALL =
      List.of(
          ProbeCheck.of(
              check("HST-060", "Data-root has a file system of its own", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "the data root is a mount of its own on another device than the directory"
                          + " above, or a dataset with a quota; the engine's bind mount of itself does"
                          + " not count")
                  .because(
                      "A container that writes without end fills the host's own disk, logs and all.")
                  .advise(
                      "Move the data-root to a file system of its own, mounted at /var/lib/docker.")
                  .mayBreak("The engine is down while the data is moved.")
                  .see("CIS 1.1.1", "docs.docker.com: Storage drivers"),
              "fs.dataroot_separate"),
          ProbeCheck.of(
              check("HST-061", "Kernel's audit system runs and is heard", Severity.LOW)
                  .in(Profile.LEVEL_1)
                  .passesWhen("the kernel's audit system is on, and a daemon takes its records")
                  .because("Nobody can say afterwards who used the engine.")
                  .advise("Install auditd and run `systemctl enable --now auditd`.")
                  .mayBreak("Disk space and some speed.")
                  .see("auditctl(8)"),
              "audit.status"),
          ProbeCheck.of(
              check("HST-063", "Loaded audit rules are those on disk", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "the loaded rules about the engine are the ones in /etc/audit/rules.d")
                  .because("What is watched now is not what is watched after the next boot.")
                  .advise(
                      "Run `augenrules --load`, or write the loaded rules down in /etc/audit/rules.d.")
                  .see("augenrules(8)"),
              "audit.persistent"),
          ProbeCheck.of(
              check("HST-064", "Data-root is mounted with fitting flags", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen("the mount of the data root has nodev and not noexec")
                  .because("Device nodes in volumes lead to the host's devices.")
                  .advise("Add nodev to the mount of the data-root in /etc/fstab; never noexec.")
                  .mayBreak("noexec breaks volumes that hold programs.")
                  .see("mount(8)"),
              "fs.dataroot_mountopts"),
          ProbeCheck.of(
              check(
                      "HST-065",
                      "File system of the data-root tells types of entries",
                      Severity.MEDIUM)
                  .passesWhen(
                      "the file system of the data root tells the types of directory entries")
                  .because("Deleted files come back in containers, and layers mix.")
                  .advise("Make the file system again: `mkfs.xfs -n ftype=1`.")
                  .mayBreak("The data has to be copied.")
                  .see("docs.docker.com: OverlayFS storage driver"),
              "fs.dtype"),
          ProbeCheck.of(
              check("HST-066", "File system of the data-root can limit containers", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen(
                      "the file system of the data root has project quotas, or is btrfs or zfs")
                  .because("One container fills the disk for all of them.")
                  .advise("Use XFS mounted with prjquota for the data-root.")
                  .mayBreak("The data has to be copied.")
                  .see("docs.docker.com: OverlayFS storage driver"),
              "fs.backing"),
          ProbeCheck.of(
              check("HST-068", "Device nodes are closed to other users", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "no disk, memory or kvm device can be opened by everybody, or by a group"
                          + " that nobody expects")
                  .because("Whoever opens a disk reads and writes every file on it.")
                  .advise(
                      "Set owner and mode in a rule below /etc/udev/rules.d, and empty the group disk.")
                  .see("udev(7)"),
              "dev.perms"),
          ProbeCheck.of(
              check("HST-069", "Containers see no raw devices of the host", Severity.HIGH)
                  .passesWhen(
                      "no container may open disks, memory or other raw devices of the host")
                  .because("A disk or /dev/mem in a container is root on the host.")
                  .advise(
                      "Create the container again without --privileged and without --device for it.")
                  .mayBreak("Programs that need the device.")
                  .see("docker-run(1)"),
              "dev.container_exposure"));

  private StorageChecks() {}
}
