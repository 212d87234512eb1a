package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;

/**
 * How control groups are mounted.
 *
 * @param mode {@code unified}, {@code hybrid}, {@code legacy}; empty if it could not be seen
 * @param why what stood in the way
 */
public record CgroupView(String mode, String why) {
  public static final String ROOT = "/sys/fs/cgroup";
  private static final long CGROUP2 = 0x63677270L;
  private static final long CGROUP = 0x27e0ebL;
  private static final long TMPFS = 0x01021994L;

  public static CgroupView of(Look look) {
    return look.once(CgroupView.class, CgroupView::read);
  }

  private static CgroupView read(Look look) {
    Got<HostCalls.FileSystem> root = look.statfs(ROOT);
    if (!root.seen()) {
      return byMounts(look, root);
    }
    long type = root.get().type();
    if (type == CGROUP2) {
      return new CgroupView("unified", "");
    }
    if (type == CGROUP) {
      return new CgroupView("legacy", "");
    }
    if (type != TMPFS) {
      return new CgroupView("", ROOT + " is not mounted");
    }
    boolean two = look.statfs(ROOT + "/unified").map(fs -> fs.type() == CGROUP2).or(false);
    return new CgroupView(two || mounted(look, "cgroup2") ? "hybrid" : "legacy", "");
  }

  private static CgroupView byMounts(Look look, Got<HostCalls.FileSystem> root) {
    Mounts mounts = Mounts.of(look, "self");
    if (!mounts.seen() || root.absent()) {
      return new CgroupView("", root.why());
    }
    if (mounts.at(ROOT).filter(m -> m.type().equals("cgroup2")).isPresent()) {
      return new CgroupView("unified", "");
    }
    if (mounted(look, "cgroup")) {
      return new CgroupView(mounted(look, "cgroup2") ? "hybrid" : "legacy", "");
    }
    return new CgroupView("", "no control groups are mounted");
  }

  private static boolean mounted(Look look, String type) {
    return Mounts.of(look, "self").all().stream()
        .anyMatch(m -> m.type().equals(type) && m.point().startsWith(ROOT));
  }

  public boolean unified() {
    return mode.equals("unified");
  }

  public boolean known() {
    return !mode.isEmpty();
  }
}
