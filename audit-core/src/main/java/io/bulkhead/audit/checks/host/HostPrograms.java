package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.checks.facts.PathText;
import java.util.List;
import java.util.Set;

/** Programs that a container host is expected to run itself. */
final class HostPrograms {
  private static final Set<String> NAMES =
      Set.of(
          "dockerd",
          "docker-proxy",
          "containerd",
          "rootlesskit",
          "slirp4netns",
          "pasta",
          "sshd",
          "sshd-session",
          "systemd",
          "init",
          "systemd-resolved",
          "systemd-networkd",
          "systemd-timesyncd",
          "chronyd",
          "ntpd",
          "ntpsec",
          "dhclient",
          "dhcpcd",
          "NetworkManager");

  /** A name alone proves nothing; only root can put a program here. */
  private static final List<String> SYSTEM =
      List.of("/usr", "/bin", "/sbin", "/lib", "/snap/docker", "/opt/containerd");

  private HostPrograms() {}

  /** True for a known program in a directory of the system; {@code exe} as the kernel says it. */
  static boolean expected(String exe) {
    String path = exe.endsWith(" (deleted)") ? exe.substring(0, exe.length() - 10) : exe;
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean known = NAMES.contains(name) || name.startsWith("containerd-shim");
    return known && SYSTEM.stream().anyMatch(directory -> PathText.holds(directory, path));
  }
}
