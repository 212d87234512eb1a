package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * What the kernel's audit system records.
 *
 * @param status absent if the kernel has no audit system
 * @param loaded watches that the kernel has now
 * @param stored watches that the next boot loads, from rules.d
 */
public record AuditTrail(
    Reading<Status> status, Reading<List<Watch>> loaded, Reading<List<Watch>> stored) {
  /** Nobody has looked. */
  static AuditTrail unseen() {
    Origin origin = Origin.observed("audit netlink");
    return new AuditTrail(
        Reading.unreadable(origin, "not looked at"),
        Reading.unreadable(origin, "not looked at"),
        Reading.unreadable(origin, "not looked at"));
  }

  /**
   * State of the system.
   *
   * @param enabled 0 off, 1 on, 2 on and locked until the next boot
   * @param pid the daemon that takes the records; 0 if there is none
   */
  public record Status(long enabled, long pid) {}

  /**
   * A rule about a path.
   *
   * @param directory it also holds for all that is below
   * @param permissions letters of {@code rwxa}
   * @param narrowed it holds for some users, programs or calls only
   * @param never it takes records out instead of writing them
   */
  public record Watch(
      String path, boolean directory, String permissions, boolean narrowed, boolean never) {
    /** True if it is about this path, or about a directory above it. */
    public boolean covers(String real) {
      String inside = path.endsWith("/") ? path : path + "/";
      return real.equals(path) || (directory && real.startsWith(inside));
    }
  }
}
