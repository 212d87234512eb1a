package io.bulkhead.kernel.view;

import io.bulkhead.audit.snapshot.HostFiles;
import java.util.Locale;
import java.util.Set;

/**
 * Containers that hold a whole system. An engine inside one is the engine of that system, so for
 * Bulkhead it is the host, except for the kernel, which it shares.
 */
final class SystemContainer {
  private static final Set<String> WHOLE =
      Set.of("systemd-nspawn", "lxc", "lxc-libvirt", "incus", "openvz", "wsl");

  private static final Set<String> INIT = Set.of("systemd", "init", "openrc-init", "dockerd");

  private SystemContainer() {}

  /**
   * True if the container is a system of its own.
   *
   * @param technology as {@link ContainerSigns} names it; of an unknown one the first process tells
   */
  static boolean isHost(String technology, HostFiles files) {
    if (technology.equals("unknown")) {
      return INIT.contains(files.text("/proc/1/comm").seen().orElse("").strip());
    }
    return WHOLE.contains(technology.toLowerCase(Locale.ROOT));
  }
}
