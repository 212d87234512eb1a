package io.bulkhead.kernel.sysctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the files of sysctl.d(5) set at the next boot. Files apply in the order of their names; of
 * equal names the first directory's counts, and one that leads to /dev/null masks the others.
 * /etc/sysctl.conf comes last, as `sysctl --system` reads it; systemd reads it only through a link
 * in sysctl.d, which has its own place in the order.
 *
 * <p>A pattern sets every setting that it fits and that no line names without a pattern, whatever
 * their order. Of the lines that name one setting the last counts; {@code -KEY} without a value is
 * one of them and leaves KEY alone.
 */
public final class BootSettings {
  /** Where a host's own files are. */
  public static final String DIRECTORY = "/etc/sysctl.d";

  /** Read last, and not by everybody. */
  public static final String OLD = "/etc/sysctl.conf";

  private static final List<String> DIRECTORIES =
      List.of(
          DIRECTORY,
          "/run/sysctl.d",
          "/usr/local/lib/sysctl.d",
          "/usr/lib/sysctl.d",
          "/lib/sysctl.d");

  private final List<BootLine> lines;

  private BootSettings(List<BootLine> lines) {
    this.lines = List.copyOf(lines);
  }

  /**
   * Reads the files.
   *
   * @param names the names in a directory, none where there is no such directory
   * @param text what is in a file, empty where it cannot be read
   */
  public static BootSettings read(
      Function<String, List<String>> names, Function<String, Optional<String>> text) {
    Map<String, String> files = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : names.apply(directory)) {
        if (name.endsWith(".conf")) {
          files.putIfAbsent(name, directory + "/" + name);
        }
      }
    }
    List<String> paths = new ArrayList<>(files.values());
    paths.add(OLD);
    List<BootLine> lines = new ArrayList<>();
    for (String path : paths) {
      text.apply(path)
          .ifPresent(
              all -> all.lines().forEach(l -> BootLine.parse(path, l).ifPresent(lines::add)));
    }
    return new BootSettings(lines);
  }

  /** The lines about one setting, patterns included, in the order in which they are applied. */
  public List<BootLine> about(String path) {
    return lines.stream().filter(line -> line.fits(path)).toList();
  }

  /** Which of the lines about one setting counts; empty if there is none. */
  public static Optional<BootLine> deciding(List<BootLine> about) {
    Optional<BootLine> named = about.stream().filter(l -> !l.pattern()).reduce((a, b) -> b);
    return named.isPresent() ? named : about.stream().reduce((a, b) -> b);
  }

  /**
   * Every setting that the next boot makes, by its path below /proc/sys.
   *
   * @param entries the names in a directory below /proc/sys, none if it is none
   */
  public Map<String, String> all(Function<String, List<String>> entries) {
    Map<String, String> all = new LinkedHashMap<>();
    Set<String> named =
        lines.stream().filter(l -> !l.pattern()).map(BootLine::path).collect(Collectors.toSet());
    for (BootLine line : lines) {
      if (line.pattern()) {
        below(entries, line.base()).stream()
            .filter(path -> !named.contains(path) && line.fits(path))
            .forEach(path -> line.value().ifPresent(value -> all.put(path, value)));
      } else {
        line.value().ifPresentOrElse(v -> all.put(line.path(), v), () -> all.remove(line.path()));
      }
    }
    return new TreeMap<>(all);
  }

  /** Settings in a directory and in those in it, such as those of interfaces. */
  private static List<String> below(Function<String, List<String>> entries, String base) {
    List<String> found = new ArrayList<>();
    for (String name : entries.apply(base)) {
      String path = base + "/" + name;
      List<String> inner = entries.apply(path);
      if (inner.isEmpty()) {
        found.add(path);
      } else {
        inner.forEach(leaf -> found.add(path + "/" + leaf));
      }
    }
    return found;
  }
}
