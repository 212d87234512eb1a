package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;

/** A program that manages the packet filter and does not know of published ports. */
public final class FirewallManager {
  private FirewallManager() {}

  /** {@code ufw}, {@code firewalld}, or an empty text. */
  public static String active(Look look) {
    Got<String> ufw = look.raw("/etc/ufw/ufw.conf");
    boolean enabled =
        ufw.or("")
            .lines()
            .anyMatch(l -> l.strip().replace("\"", "").equalsIgnoreCase("ENABLED=yes"));
    if (ufw.seen()) {
      look.note("/etc/ufw/ufw.conf", enabled ? "ENABLED=yes" : "not enabled");
    }
    if (enabled) {
      return "ufw";
    }
    return look.stat("/run/firewalld.pid").seen() ? "firewalld" : "";
  }
}
