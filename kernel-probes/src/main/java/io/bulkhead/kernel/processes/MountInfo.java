package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.Interior.MountPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The lines of /proc/PID/mountinfo (proc_pid_mountinfo(5)) that tell about the kernel. */
final class MountInfo {
  private static final Set<String> KERNEL =
      Set.of(
          "proc",
          "sysfs",
          "cgroup",
          "cgroup2",
          "debugfs",
          "tracefs",
          "securityfs",
          "bpf",
          "configfs",
          "pstore",
          "efivarfs",
          "fusectl",
          "devtmpfs",
          "hugetlbfs",
          "binfmt_misc");

  private MountInfo() {}

  static List<MountPoint> parse(String text) throws MalformedException {
    List<MountPoint> mounts = new ArrayList<>();
    for (String line : text.split("\n")) {
      String[] half = line.split(" - ", 2);
      String[] mount = half[0].split(" ");
      String[] system = half.length < 2 ? new String[0] : half[1].split(" ", 3);
      if (mount.length < 6 || system.length < 3) {
        throw new MalformedException("a line of mountinfo has too few fields");
      }
      String point = plain(mount[4]);
      if (point.equals("/") || KERNEL.contains(system[0]) || below(point)) {
        boolean writable = writable(mount[5]) && writable(system[2]);
        mounts.add(new MountPoint(plain(mount[3]), point, system[0], writable));
      }
    }
    return mounts;
  }

  private static boolean below(String point) {
    return point.startsWith("/proc/") || point.startsWith("/sys/");
  }

  private static boolean writable(String options) {
    return !("," + options + ",").contains(",ro,");
  }

  /** Blanks, tabs, line ends and backslashes stand as three octal digits. */
  private static String plain(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
