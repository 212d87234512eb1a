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
                  .because("Nobody can say afterwards who used the engine.")
                  .advise("Install auditd and run `systemctl enable --now auditd`.")
                  .mayBreak("Disk space and some speed.")
                  .see("auditctl(8)"),
              "audit.status"),
          ProbeCheck.of(
              check("HST-063", "Loaded audit rules are those on disk", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .because("What is watched now is not what is watched after the next boot.")
                  .advise(
                      "Run `augenrules --load`, or write the loaded rules down in /etc/audit/rules.d.")
                  .see("augenrules(8)"),
              "audit.persistent"),
          ProbeCheck.of(
              check("HST-064", "Data-root is mounted with fitting flags", Severity.LOW)
                  .in(Profile.ALL)
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
                  .because("Deleted files come back in containers, and layers mix.")
                  .advise("Make the file system again: `mkfs.xfs -n ftype=1`.")
                  .mayBreak("The data has to be copied.")
                  .see("docs.docker.com: OverlayFS storage driver"),
              "fs.dtype"),
          ProbeCheck.of(
              check("HST-066", "File system of the data-root can limit containers", Severity.LOW)
                  .in(Profile.ALL)
                  .because("One container fills the disk for all of them.")
                  .advise("Use XFS mounted with prjquota for the data-root.")
                  .mayBreak("The data has to be copied.")
                  .see("docs.docker.com: OverlayFS storage driver"),
              "fs.backing"),
          ProbeCheck.of(
              check("HST-067", "Data-root is closed to other users", Severity.MEDIUM)
                  .because(
                      "Other users run set-user-id programs of image layers and read containers' files.")
                  .advise("Run `chmod 0710` on the data-root, containers and overlay2.")
                  .mayBreak("Programs that read layers without being root.")
                  .see("CVE-2021-41091"),
              "fs.dataroot_perms"),
          ProbeCheck.of(
              check("HST-068", "Device nodes are closed to other users", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .because("Whoever opens a disk reads and writes every file on it.")
                  .advise(
                      "Set owner and mode in a rule below /etc/udev/rules.d, and empty the group disk.")
                  .see("udev(7)"),
              "dev.perms"),
          ProbeCheck.of(
              check("HST-069", "Containers see no raw devices of the host", Severity.HIGH)
                  .because("A disk or /dev/mem in a container is root on the host.")
                  .advise(
                      "Create the container again without --privileged and without --device for it.")
                  .mayBreak("Programs that need the device.")
                  .see("docker-run(1)"),
              "dev.container_exposure"));

  private StorageChecks() {}
}
