package io.bulkhead.kernel.probes.host;

import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the files of sysctl.d(5) set at the next boot, by path below /proc/sys. Files apply in the
 * order of their names; of equal names the first directory's counts, and one that leads to
 * /dev/null masks the others. /etc/sysctl.conf comes last, as `sysctl --system` reads it; systemd
 * reads it only through a link in sysctl.d, which has its own place in the order.
 *
 * <p>A pattern sets every setting that it fits and that no line names without a pattern, whatever
 * their order; {@code -KEY} without a value takes one out of the patterns after it.
 */
final class SysctlLines {
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/sysctl.d",
          "/run/sysctl.d",
          "/usr/local/lib/sysctl.d",
          "/usr/lib/sysctl.d",
          "/lib/sysctl.d");
  private static final String OLD = "/etc/sysctl.conf";

  /** A line with an asterisk, a question mark or a bracket. */
  private record Glob(Pattern pattern, String base, String value) {}

  private final Map<String, String> named = new TreeMap<>();
  private final List<Glob> globs = new ArrayList<>();
  private final Set<String> excluded = new TreeSet<>();

  private SysctlLines() {}

  /**
   * Reads them below a root.
   *
   * @param root empty for our own
   */
  static Map<String, String> read(Look look, String root) {
    Map<String, String> files = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : look.list(root + directory).or(List.of())) {
        if (name.endsWith(".conf")) {
          files.putIfAbsent(name, root + directory + "/" + name);
        }
      }
    }
    SysctlLines lines = new SysctlLines();
    List<String> paths = new ArrayList<>(files.values());
    paths.add(root + OLD);
    for (String path : paths) {
      var text = look.raw(path);
      if (text.seen()) {
        look.claim(path, text.get().lines().count() + " lines");
        text.get().lines().forEach(lines::add);
      }
    }
    return lines.settings(look);
  }

  private void add(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
      return;
    }
    int equals = text.indexOf('=');
    String key = (equals < 0 ? text : text.substring(0, equals)).strip();
    boolean dash = key.startsWith("-");
    String path = path(dash ? key.substring(1).strip() : key);
    if (equals < 0) {
      if (dash) {
        excluded.add(path);
      }
    } else if (path.matches(".*[*?\\[].*")) {
      String value = text.substring(equals + 1).strip();
      globs.add(new Glob(pattern(path), base(path), value));
    } else {
      named.put(path, text.substring(equals + 1).strip());
    }
  }

  private Map<String, String> settings(Look look) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Glob glob : globs) {
      for (String path : below(look, glob.base())) {
        boolean fits = glob.pattern().matcher(path).matches();
        if (fits && !named.containsKey(path) && !excluded.contains(path)) {
          all.put(path, glob.value());
        }
      }
    }
    all.putAll(named);
    return new TreeMap<>(all);
  }

  /** Settings below a directory of /proc/sys: those of its subdirectories, such as interfaces. */
  private static List<String> below(Look look, String base) {
    List<String> found = new ArrayList<>();
    for (String name : look.list("/proc/sys/" + base).or(List.of())) {
      String path = base + "/" + name;
      List<String> inner = look.list("/proc/sys/" + path).or(List.of());
      if (inner.isEmpty()) {
        found.add(path);
      } else {
        inner.forEach(leaf -> found.add(path + "/" + leaf));
      }
    }
    return found;
  }

  /** The directories before the first pattern. */
  private static String base(String path) {
    String plain = path.split("[*?\\[]", 2)[0];
    int slash = plain.lastIndexOf('/');
    return slash < 0 ? "" : plain.substring(0, slash);
  }

  /** As glob(7) has it: no pattern fits a slash. */
  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int end = c == '[' ? glob.indexOf(']', i) : -1;
      if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (end > i) {
        String set = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  /** The first separator decides which of the two it is; the other belongs to names. */
  private static String path(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return key;
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }
}
