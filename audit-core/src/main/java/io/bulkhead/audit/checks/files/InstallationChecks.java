package io.bulkhead.audit.checks.files;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import java.util.List;

/** The checks of the files that an engine's installation consists of, sorted by id. */
public final class InstallationChecks {
  private static final String STAT = "inode(7)";
  private static final String ACL = "acl(5)";
  private static final String OPTIONS =
      "The options in this file are given to dockerd: whoever can write it can have the engine"
          + " listen on the network or run a program of their own as root.";
  private static final String TRUSTED =
      "Whoever can replace a registry's certificate authority can serve images of their own in the"
          + " registry's name; with a client key one can pull and push as this host.";

  public static final List<Check> ALL =
      List.of(
          new FileCheck(
              check("FIL-014", "Registry certificates and keys belong to root", Severity.MEDIUM)
                  .passesWhen(
                      "every file and directory below /etc/docker/certs.d belongs to root:root")
                  .because(TRUSTED)
                  .advise("Run `chown root:root FILE` for each file named.")
                  .see(
                      STAT,
                      "docs.docker.com: Verify repository client with certificates",
                      "CIS 3.7"),
              FileSets::registryCertificates,
              Owners::root),
          new FileCheck(
              check(
                      "FIL-015",
                      "Registry certificates are read-only, keys for root's eyes only",
                      Severity.MEDIUM)
                  .passesWhen(
                      "below /etc/docker/certs.d keys have a mode of at most 0400, certificates of at"
                          + " most 0444, directories of at most 0755")
                  .because(TRUSTED)
                  .advise(
                      "Run `chmod 0444 FILE.crt FILE.cert`, `chmod 0400 FILE.key` and `chmod go-w"
                          + " DIRECTORY`.")
                  .see(STAT, ACL, "CIS 3.8"),
              FileSets::registryCertificates,
              (host, file) -> new ModeLimit(registryLimit(file)).judge(host, file)),
          new FileCheck(
              check(
                      "FIL-016",
                      "Environment file /etc/default/docker belongs to root",
                      Severity.MEDIUM)
                  .passesWhen("/etc/default/docker belongs to root:root")
                  .because(OPTIONS)
                  .advise("Run `chown root:root /etc/default/docker`.")
                  .see(STAT, "systemd.exec(5)", "CIS 3.19"),
              FileSets::environmentFile,
              Owners::root),
          new FileCheck(
              check(
                      "FIL-017",
                      "Environment file /etc/default/docker is not writable by others",
                      Severity.MEDIUM)
                  .passesWhen("the mode of /etc/default/docker is at most 0644")
                  .because(OPTIONS)
                  .advise("Run `chmod go-wx,a-x,a-s /etc/default/docker`.")
                  .see(STAT, ACL, "CIS 3.20"),
              FileSets::environmentFile,
              new ModeLimit(0644)),
          new FileCheck(
              check(
                      "FIL-018",
                      "Environment file /etc/sysconfig/docker is not writable by others",
                      Severity.MEDIUM)
                  .passesWhen("the mode of /etc/sysconfig/docker is at most 0644")
                  .because(OPTIONS)
                  .advise("Run `chmod go-wx,a-x,a-s /etc/sysconfig/docker`.")
                  .see(STAT, ACL, "CIS 3.21"),
              FileSets::sysconfig,
              new ModeLimit(0644)),
          new FileCheck(
              check(
                      "FIL-019",
                      "Environment file /etc/sysconfig/docker belongs to root",
                      Severity.MEDIUM)
                  .passesWhen("/etc/sysconfig/docker belongs to root:root")
                  .because(OPTIONS)
                  .advise("Run `chown root:root /etc/sysconfig/docker`.")
                  .see(STAT, "systemd.exec(5)", "CIS 3.22"),
              FileSets::sysconfig,
              Owners::root),
          new FileCheck(
              check(
                      "FIL-020",
                      "containerd's configuration is root's and not writable by others",
                      Severity.MEDIUM)
                  .passesWhen(
                      "containerd's config.toml has a mode of at most 0644 and belongs to"
                          + " root:root")
                  .because(
                      "The file names the programs that containerd runs as root and the addresses it"
                          + " listens on.")
                  .advise(
                      "Run `chown root:root /etc/containerd/config.toml` and `chmod go-wx,a-x,a-s"
                          + " /etc/containerd/config.toml`.")
                  .see(STAT, ACL, "containerd-config.toml(5)"),
              FileSets::containerdConfig,
              new ModeLimit(0644),
              Owners::root),
          new FileCheck(
              check("FIL-021", "Data root and layers are closed to other users", Severity.MEDIUM)
                  .passesWhen(
                      "the data root, its volumes and /var/lib/containerd have a mode of at most"
                          + " 0711, directories of layers, images and containers in it of at most"
                          + " 0710, and all belong to the engine's user")
                  .because(
                      "Files of containers and images lie below it with the owners and set-uid bits"
                          + " they have inside: whoever can walk in reads secrets and runs set-uid"
                          + " programs of any image.")
                  .advise(
                      "Run `chmod o-rwx,g-w DIRECTORY` for each one named; an engine before 20.10.9"
                          + " undoes it at each start and has to be updated.")
                  .mayBreak("Programs that read layers or containers' files without being root.")
                  .see(STAT, ACL, "CVE-2021-41091", "moby 20.10.9 release notes"),
              DataRoot::on,
              DataRoot::mode,
              DataRoot::owner),
          new FileCheck(
              check(
                      "FIL-022",
                      "Runtime directories are root's and not writable by others",
                      Severity.MEDIUM)
                  .passesWhen(
                      "the run directories of engine and containerd have a mode of at most 0755"
                          + " and belong to the engine's user")
                  .because(
                      "Sockets and process files of the engine lie here; whoever can write can put"
                          + " their own in place.")
                  .advise("Run `chown root:root DIRECTORY` and `chmod go-w DIRECTORY`.")
                  .see(STAT, ACL),
              FileSets::runtimeDirectories,
              new ModeLimit(0755),
              Owners::engineUser),
          new FileCheck(
              check(
                      "FIL-023",
                      "Programs of the engine are root's and not writable by others",
                      Severity.CRITICAL)
                  .passesWhen(
                      "every program of the engine has a mode of at most 0755 and belongs to"
                          + " root:root")
                  .because("These programs run as root; whoever can write one is root.")
                  .advise(
                      "Run `chown root:root FILE` and `chmod go-w FILE`; then reinstall the package"
                          + " and compare: `dpkg --verify` or `rpm -V`.")
                  .mayBreak("A program that somebody replaced on purpose.")
                  .see(STAT, ACL),
              FileSets::programs,
              new ModeLimit(0755),
              Owners::root),
          new FileCheck(
              check(
                      "FIL-024",
                      "Plugins of the docker command are root's and not writable by others",
                      Severity.HIGH)
                  .passesWhen(
                      "every plugin of the docker command has a mode of at most 0755 and belongs"
                          + " to root:root")
                  .because(
                      "The docker command runs them with the rights of whoever calls it, mostly root.")
                  .advise("Run `chown root:root FILE` and `chmod go-w FILE` for each file named.")
                  .see(STAT, ACL, "docs.docker.com: Docker CLI plugins"),
              FileSets::cliPlugins,
              new ModeLimit(0755),
              Owners::root),
          new FileCheck(
              check(
                      "FIL-030",
                      "Directories above the engine's files are root's alone",
                      Severity.CRITICAL)
                  .passesWhen(
                      "every directory above the engine's programs, units and configuration, and above"
                          + " what links among them lead to, is root's and written by root only")
                  .because(
                      "Whoever may write to the directory of a file, however safe that is itself, can"
                          + " put another one in its place, and so run as root at the next start.")
                  .advise(
                      "Run `chown root DIRECTORY` and `chmod go-w DIRECTORY` for each one named.")
                  .mayBreak("Users and programs that put files of their own there.")
                  .see(STAT, ACL, "path_resolution(7)"),
              LeadingDirectories::on,
              LeadingDirectories::judge));

  private InstallationChecks() {}

  private static int registryLimit(FileStat file) {
    if (file.kind() == FileKind.DIRECTORY) {
      return 0755;
    }
    return file.path().endsWith(".key") ? 0400 : 0444;
  }
}
