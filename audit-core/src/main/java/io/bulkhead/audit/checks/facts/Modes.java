package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** How an engine runs, in its own words. */
public final class Modes {
  private Modes() {}

  /** It says that it runs without root. */
  public static boolean rootless(HostSnapshot host) {
    return says(host, "rootless");
  }

  /** It says that it maps root of containers to another user. */
  public static boolean remapped(HostSnapshot host) {
    return says(host, "userns");
  }

  /** True if root of a container is another user of the host, unless it was left out of that. */
  public static boolean mapsRoot(HostSnapshot host, Container container) {
    return rootless(host) || (remapped(host) && !container.security().usernsMode().equals("host"));
  }

  /** True if an entry {@code name=NAME} is among its security options. */
  public static boolean says(HostSnapshot host, String name) {
    return host.engine()
        .info()
        .seen()
        .filter((Engine.Info i) -> i.securityOption(name))
        .isPresent();
  }
}
