package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mount table (proc_pid_mountinfo(5)) in its order.
 *
 * @param seen false if it could not be read
 */
public record Mounts(boolean seen, List<Mount> all) {
  /**
   * A mount.
   *
   * @param device {@code major:minor}
   * @param root the directory of the file system that is mounted
   * @param options per mount, {@code superOptions} per file system
   */
  public record Mount(
      String device,
      String root,
      String point,
      List<String> options,
      String type,
      String source,
      List<String> superOptions) {
    /** True if an option is set for the mount or for the file system. */
    public boolean has(String option) {
      return options.contains(option) || superOptions.contains(option);
    }
  }

  /** The table of a process. */
  public static Mounts of(Look look, String pid) {
    return look.once("mounts of " + pid, own -> read(own, "/proc/" + pid + "/mountinfo"));
  }

  private static Mounts read(Look look, String path) {
    Got<List<String>> lines = look.lines(path);
    List<Mount> all = new ArrayList<>();
    for (String line : lines.or(List.of())) {
      parse(line).ifPresent(all::add);
    }
    return new Mounts(lines.seen() && !all.isEmpty(), List.copyOf(all));
  }

  static Optional<Mount> parse(String line) {
    List<String> f = Words.of(line);
    int dash = f.indexOf("-");
    if (dash < 6 || f.size() < dash + 3) {
      return Optional.empty();
    }
    String superOptions = f.size() > dash + 3 ? f.get(dash + 3) : "";
    return Optional.of(
        new Mount(
            f.get(2),
            unescaped(f.get(3)),
            unescaped(f.get(4)),
            List.of(f.get(5).split(",")),
            f.get(dash + 1),
            unescaped(f.get(dash + 2)),
            List.of(superOptions.split(","))));
  }

  /** Blank, tab, newline and backslash are written as octal escapes. */
  private static String unescaped(String text) {
    return text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  /** The mount on exactly this directory; the last one hides those before it. */
  public Optional<Mount> at(String point) {
    return all.stream().filter(m -> m.point().equals(point)).reduce((earlier, later) -> later);
  }

  /** The mount that a path lies on. */
  public Optional<Mount> holding(String path) {
    Mount best = null;
    for (Mount m : all) {
      if (within(path, m.point())
          && (best == null || m.point().length() >= best.point().length())) {
        best = m;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean within(String path, String point) {
    return point.equals("/")
        || (path.startsWith(point)
            && (path.length() == point.length() || path.charAt(point.length()) == '/'));
  }

  /** Devices of all its file systems. */
  public Set<String> devices() {
    return all.stream().map(Mount::device).collect(Collectors.toSet());
  }
}
