package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which paths of the host do not belong into a container. */
public final class SensitivePaths {
  /** Directories that the system keeps to itself; parts of some of them are harmless. */
  private static final List<String> SYSTEM =
      List.of(
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
          "/var",
          "/var/lib",
          "/var/log",
          "/var/spool",
          "/var/lib/containerd",
          "/var/lib/kubelet");

  /** Trees of which every part is sensitive. */
  private static final List<String> TREES =
      List.of(
          "/boot",
          "/root/.ssh",
          "/etc/shadow",
          "/etc/shadow-",
          "/etc/gshadow",
          "/etc/sudoers",
          "/etc/sudoers.d",
          "/etc/ssh",
          "/etc/crontab",
          "/etc/cron.d",
          "/etc/cron.daily",
          "/etc/cron.hourly",
          "/etc/cron.weekly",
          "/etc/docker",
          "/etc/pam.d",
          "/etc/systemd",
          "/run/systemd",
          "/run/docker",
          "/run/containerd",
          "/usr/bin",
          "/usr/sbin",
          "/usr/lib/systemd",
          "/proc",
          "/sys",
          "/var/lib/containerd",
          "/var/lib/kubelet",
          "/var/spool/cron");

  private static final Set<String> ALLOWED =
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

  private static final List<String> ALLOWED_READ_ONLY =
      List.of(
          "/etc/ssl/certs",
          "/usr/share/zoneinfo",
          "/usr/share/ca-certificates",
          "/lib/modules",
          "/usr/lib/modules",
          "/sys/fs/cgroup");

  private SensitivePaths() {}

  /**
   * What a mount of a path lays open, in words after "which".
   *
   * @param path as it is named or where it really leads
   */
  public static Optional<String> exposed(HostSnapshot host, String path, boolean writable) {
    String plain = PathText.plain(path);
    boolean harmless =
        ALLOWED.contains(plain)
            || (!writable && ALLOWED_READ_ONLY.stream().anyMatch(a -> PathText.holds(a, plain)));
    if (harmless) {
      return Optional.empty();
    }
    if (plain.equals("/")) {
      return Optional.of("is the whole file system");
    }
    if (SYSTEM.contains(plain)) {
      return Optional.of("is a directory of the system");
    }
    List<String> trees = new ArrayList<>(TREES);
    dataRoot(host).ifPresent(trees::add);
    return trees.stream()
        .filter(tree -> PathText.holds(tree, plain))
        .findFirst()
        .map(tree -> plain.equals(tree) ? "is the system's own" : "lies in " + tree)
        .or(() -> above(plain, trees));
  }

  private static Optional<String> above(String path, List<String> trees) {
    List<String> all = new ArrayList<>(trees);
    all.addAll(SYSTEM);
    return all.stream()
        .filter(tree -> !tree.equals(path) && PathText.holds(path, tree))
        .findFirst()
        .map(tree -> "holds " + tree);
  }

  /** The engine's own directory, wherever it is; the usual one where it does not say. */
  private static Optional<String> dataRoot(HostSnapshot host) {
    return host.engine()
        .info()
        .seen()
        .map(info -> info.dockerRootDir())
        .filter(path -> path.startsWith("/") && !path.equals("/"))
        .or(() -> Optional.of("/var/lib/docker"));
  }
}
