package io.bulkhead.audit.checks.facts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The places of a Linux host that a container has no business with, by hier(7). */
final class SensitiveTrees {
  /** Directories that the system keeps to itself; parts of some of them are harmless. */
  static final Set<String> SYSTEM =
      Set.of(
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/home",
          "/lib",
          "/lib32",
          "/lib64",
          "/libx32",
          "/proc",
          "/root",
          "/run",
          "/sbin",
          "/sys",
          "/usr",
          "/usr/local",
          "/var",
          "/var/lib",
          "/var/log",
          "/var/spool",
          "/var/lib/containerd",
          "/var/lib/kubelet");

  /** Trees of which every part is sensitive: to read it is enough. */
  private static final List<String> SECRET =
      List.of(
          "/boot",
          "/etc/docker",
          "/etc/kubernetes",
          "/etc/pam.d",
          "/etc/shadow",
          "/etc/shadow-",
          "/etc/gshadow",
          "/etc/gshadow-",
          "/etc/ssh",
          "/etc/ssl/private",
          "/etc/pki/tls/private",
          "/etc/systemd",
          "/etc/wireguard",
          "/run/containerd",
          "/run/docker",
          "/run/systemd",
          "/proc",
          "/sys",
          "/var/lib/containerd",
          "/var/lib/kubelet",
          "/var/spool/at",
          "/var/spool/cron");

  /**
   * Beginnings of names of such files: /etc/cron.d, /etc/cron.daily, /etc/crontab, /etc/sudoers.
   */
  private static final List<String> SECRET_NAMES =
      List.of("/etc/cron", "/etc/anacrontab", "/etc/sudoers");

  /** Trees that the host runs, loads or believes: whoever writes there is root. */
  private static final List<String> TRUSTED =
      List.of(
          "/bin",
          "/lib",
          "/lib32",
          "/lib64",
          "/libx32",
          "/sbin",
          "/usr/bin",
          "/usr/lib",
          "/usr/lib32",
          "/usr/lib64",
          "/usr/libexec",
          "/usr/sbin",
          "/usr/local/bin",
          "/usr/local/lib",
          "/usr/local/libexec",
          "/usr/local/sbin",
          "/etc/apt",
          "/etc/bash.bashrc",
          "/etc/binfmt.d",
          "/etc/dbus-1",
          "/etc/environment",
          "/etc/fstab",
          "/etc/group",
          "/etc/init.d",
          "/etc/ld.so.conf",
          "/etc/ld.so.conf.d",
          "/etc/ld.so.preload",
          "/etc/logrotate.d",
          "/etc/modprobe.d",
          "/etc/modules",
          "/etc/modules-load.d",
          "/etc/network",
          "/etc/NetworkManager",
          "/etc/nsswitch.conf",
          "/etc/passwd",
          "/etc/polkit-1",
          "/etc/profile",
          "/etc/profile.d",
          "/etc/rc.local",
          "/etc/security",
          "/etc/sysctl.conf",
          "/etc/sysctl.d",
          "/etc/tmpfiles.d",
          "/etc/udev",
          "/etc/update-motd.d",
          "/etc/yum.repos.d",
          "/var/lib/dpkg",
          "/var/lib/rpm",
          "/var/lib/systemd");

  /** Names in homes that keys, passwords and tokens are kept under. */
  static final Set<String> CREDENTIALS =
      Set.of(
          ".aws",
          ".azure",
          ".docker",
          ".git-credentials",
          ".gnupg",
          ".kube",
          ".netrc",
          ".password-store",
          ".pgpass",
          ".ssh",
          ".vault-token",
          "gcloud");

  /** Names in homes of what a shell runs. */
  static final Set<String> START_FILES =
      Set.of(
          ".bash_login", ".bash_profile", ".bashrc", ".profile", ".zprofile", ".zshenv", ".zshrc");

  private static final Set<String> HARMLESS =
      Set.of(
          "/etc/localtime",
          "/etc/timezone",
          "/etc/hosts",
          "/etc/resolv.conf",
          "/etc/hostname",
          "/etc/machine-id",
          "/etc/os-release",
          "/dev/null",
          "/dev/zero",
          "/dev/random",
          "/dev/urandom",
          "/dev/shm",
          "/dev/log");

  private static final List<String> HARMLESS_TO_READ =
      List.of(
          "/etc/ssl/certs",
          "/usr/share/zoneinfo",
          "/usr/share/ca-certificates",
          "/lib/modules",
          "/usr/lib/modules",
          "/sys/fs/cgroup");

  private SensitiveTrees() {}

  static boolean harmless(String path, boolean writable) {
    return HARMLESS.contains(path)
        || (!writable && HARMLESS_TO_READ.stream().anyMatch(a -> PathText.holds(a, path)));
  }

  /** What holds a path, in words. */
  static Optional<String> held(String path, boolean writable) {
    Stream<String> trees = writable ? all() : SECRET.stream();
    return trees
        .filter(tree -> PathText.holds(tree, path))
        .findFirst()
        .map(tree -> SensitivePaths.words(path, tree))
        .or(
            () ->
                SECRET_NAMES.stream()
                    .filter(path::startsWith)
                    .findFirst()
                    .map(name -> "is the system's own"));
  }

  static Stream<String> all() {
    return Stream.concat(SECRET.stream(), TRUSTED.stream());
  }
}
