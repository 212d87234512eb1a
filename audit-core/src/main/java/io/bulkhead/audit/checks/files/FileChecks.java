package io.bulkhead.audit.checks.files;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The file checks, sorted by id. */
public final class FileChecks {
  private static final String OPEN_UNIT =
      "Whoever can write here decides which program runs as root at the engine's next start.";
  private static final String OPEN_FILE =
      "Whoever can write the configuration can open the API to the network or have the engine run"
          + " a program of their own as root.";
  private static final String STAT = "inode(7)";
  private static final String UNIT_PAGE = "systemd.unit(5)";
  private static final String PROTECT = "docs.docker.com: Protect the Docker daemon socket";

  public static final List<Check> ALL =
      List.of(
          new FileCheck(
              check("FIL-001", "Engine socket is closed to other users", Severity.CRITICAL)
                  .passesWhen(
                      "the mode of every engine socket, with its access control list, is at most"
                          + " 0660")
                  .because("Whoever can write to the socket can start a container as root.")
                  .advise(
                      "Run `chmod 0660 /var/run/docker.sock`, remove ACL entries with `setfacl -b"
                          + " /var/run/docker.sock`, and set SocketMode=0660 with `systemctl edit"
                          + " docker.socket`.")
                  .mayBreak("Programs of other users that relied on the open socket.")
                  .see("unix(7)", "acl(5)", "systemd.socket(5)", PROTECT, "CIS 3.16"),
              FileSets::engineSockets,
              new ModeLimit(0660)),
          new FileCheck(
              check(
                      "FIL-002",
                      "Engine socket belongs to root and the engine's group",
                      Severity.CRITICAL)
                  .passesWhen(
                      "every engine socket belongs to root, or the engine's user, and to the group"
                          + " it is configured with")
                  .because(
                      "The owner of the socket, and every member of its group, controls the engine"
                          + " and with it the host.")
                  .advise(
                      "Run `chown root:docker /var/run/docker.sock`; the lasting place is SocketUser="
                          + " and SocketGroup= of docker.socket, or \"group\" in daemon.json.")
                  .mayBreak("Members of the group that loses the socket.")
                  .see("unix(7)", "systemd.socket(5)", PROTECT, "CIS 3.15"),
              FileSets::engineSockets,
              Owners::engineSocket),
          new FileCheck(
              check("FIL-003", "Configuration file is not writable by others", Severity.HIGH)
                  .passesWhen(
                      "the mode of daemon.json, with its access control list, is at most 0644")
                  .because(OPEN_FILE)
                  .advise("Run `chmod go-wx,a-x,a-s /etc/docker/daemon.json`.")
                  .see(STAT, "acl(5)", "CIS 3.18"),
              FileSets::configFile,
              new ModeLimit(0644)),
          new FileCheck(
              check("FIL-004", "Configuration file belongs to root", Severity.HIGH)
                  .passesWhen("daemon.json belongs to root:root")
                  .because(OPEN_FILE)
                  .advise("Run `chown root:root /etc/docker/daemon.json`.")
                  .see(STAT, "CIS 3.17"),
              FileSets::configFile,
              Owners::root),
          new FileCheck(
              check("FIL-005", "Configuration directory is not writable by others", Severity.HIGH)
                  .passesWhen("the mode of /etc/docker and of what it leads to is at most 0755")
                  .because(
                      "Whoever can write to the directory can put another daemon.json in place, or"
                          + " registry certificates that the engine will trust.")
                  .advise("Run `chmod go-w /etc/docker`.")
                  .see(STAT, "acl(5)", "CIS 3.6"),
              FileSets::configDirectories,
              new ModeLimit(0755)),
          new FileCheck(
              check("FIL-006", "Configuration directory belongs to root", Severity.HIGH)
                  .passesWhen("/etc/docker and what it leads to belong to root:root")
                  .because("The owner of the directory can replace every file in it.")
                  .advise("Run `chown root:root /etc/docker`.")
                  .see(STAT, "CIS 3.5"),
              FileSets::configDirectories,
              Owners::root),
          new FileCheck(
              check(
                      "FIL-007",
                      "Service unit and its drop-ins are not writable by others",
                      Severity.HIGH)
                  .passesWhen(
                      "the mode of docker.service, of each drop-in and of each file of options they"
                          + " name is at most 0644")
                  .because(OPEN_UNIT)
                  .advise("Run `chmod go-wx,a-x,a-s FILE` for each file named.")
                  .see(UNIT_PAGE, "acl(5)", "CIS 3.2"),
              FileSets::serviceUnit,
              new ModeLimit(0644)),
          new FileCheck(
              check("FIL-008", "Service unit and its drop-ins belong to root", Severity.HIGH)
                  .passesWhen(
                      "docker.service, each drop-in and each file of options they name belong to"
                          + " root:root")
                  .because(OPEN_UNIT)
                  .advise("Run `chown root:root FILE` for each file named.")
                  .see(UNIT_PAGE, "CIS 3.1"),
              FileSets::serviceUnit,
              Owners::root),
          new FileCheck(
              check("FIL-009", "TLS key is readable by its owner only", Severity.CRITICAL)
                  .passesWhen(
                      "the mode of the key that the daemon uses, with its access control list, is"
                          + " at most 0400")
                  .because(
                      "With the key an attacker can pass for the engine and read what clients send.")
                  .advise("Run `chmod 0400 KEY` for the key the daemon uses.")
                  .see(STAT, "acl(5)", PROTECT, "CIS 3.14"),
              FileSets::tlsKey,
              new ModeLimit(0400)),
          new FileCheck(
              check("FIL-010", "TLS key and certificates belong to root", Severity.HIGH)
                  .passesWhen(
                      "the key, certificate and authorities that the daemon uses belong to"
                          + " root:root")
                  .because(
                      "The owner can replace the certificate authority, and so decide which clients"
                          + " the engine obeys.")
                  .advise("Run `chown root:root FILE` for each file named.")
                  .see(STAT, PROTECT, "CIS 3.9", "CIS 3.11", "CIS 3.13"),
              FileSets::tlsMaterial,
              Owners::root),
          new FileCheck(
              check("FIL-011", "TLS certificates are read-only", Severity.MEDIUM)
                  .passesWhen(
                      "the mode of the certificate and authorities that the daemon uses is at most"
                          + " 0444")
                  .because(
                      "Whoever can write the certificate authority decides which clients the engine"
                          + " obeys.")
                  .advise("Run `chmod 0444 FILE` for each file named.")
                  .see(STAT, "acl(5)", PROTECT, "CIS 3.10", "CIS 3.12"),
              FileSets::tlsCertificates,
              new ModeLimit(0444)),
          new FileCheck(
              check("FIL-012", "Socket unit is root's and not writable by others", Severity.HIGH)
                  .passesWhen(
                      "docker.socket and its drop-ins have a mode of at most 0644 and belong to"
                          + " root:root")
                  .because(
                      "Whoever can write the socket unit can have systemd open the API to every"
                          + " user or to the network.")
                  .advise("Run `chown root:root FILE` and `chmod go-wx,a-x,a-s FILE`.")
                  .see("systemd.socket(5)", "CIS 3.3", "CIS 3.4"),
              FileSets::socketUnit,
              new ModeLimit(0644),
              Owners::root),
          new FileCheck(
              check("FIL-013", "containerd socket is open to root only", Severity.CRITICAL)
                  .passesWhen(
                      "the socket of containerd has a mode of at most 0660 and belongs to"
                          + " root:root")
                  .because(
                      "containerd starts containers as root for whoever can write to its socket,"
                          + " past every setting of the engine.")
                  .advise(
                      "Run `chown root:root /run/containerd/containerd.sock` and `chmod 0660"
                          + " /run/containerd/containerd.sock`.")
                  .mayBreak("Monitoring that talks to containerd without being root.")
                  .see("unix(7)", "acl(5)", "CIS 3.23", "CIS 3.24"),
              FileSets::containerdSocket,
              new ModeLimit(0660),
              Owners::root));

  private FileChecks() {}
}
