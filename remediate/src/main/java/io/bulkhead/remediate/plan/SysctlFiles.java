package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.remediate.Edit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files that set kernel parameters at boot, in the order in which they are applied: by name
 * over all directories, where the same name in an earlier directory hides the later ones, see
 * sysctl.d(5). The last assignment wins. {@code /etc/sysctl.conf} is read by {@code sysctl
 * --system} after all of them.
 */
final class SysctlFiles {
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/sysctl.d",
          "/run/sysctl.d",
          "/usr/local/lib/sysctl.d",
          "/usr/lib/sysctl.d",
          "/lib/sysctl.d");

  private static final String OLD = "/etc/sysctl.conf";

  /** Names for a file of ours, the usual one first; each sorts after the one before it. */
  private static final List<String> NAMES =
      List.of("99-bulkhead.conf", "99-zz-bulkhead.conf", "zz-bulkhead.conf", "zzzz-bulkhead.conf");

  private final HostFiles files;

  SysctlFiles(HostFiles files) {
    this.files = files;
  }

  /** An assignment in a file. */
  private record Assignment(String path, String name, String line, String value) {}

  /** What has to be written so that a key has a value after the next boot; empty if it has. */
  List<Edit.Line> lines(String key, String value) {
    List<Edit.Line> edits = new ArrayList<>();
    String line = key + " = " + value;
    for (Assignment old : in(OLD, OLD, key)) {
      if (!old.value().equals(value)) {
        edits.add(new Edit.Line(OLD, old.line(), line));
      }
    }
    List<Assignment> all = assignments(key);
    Optional<Assignment> winner =
        all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    if (winner.map(w -> w.value().equals(value)).orElse(false)) {
      return edits;
    }
    String path = DIRECTORIES.get(0) + "/" + after(winner.map(Assignment::name).orElse(""));
    Optional<String> ours =
        all.stream().filter(a -> a.path().equals(path)).map(Assignment::line).reduce((a, b) -> b);
    edits.add(new Edit.Line(path, ours.orElse(null), line));
    return edits;
  }

  /** The first name of ours that is applied after a file, or is that file. */
  private static String after(String winner) {
    return NAMES.stream()
        .filter(name -> name.compareTo(winner) >= 0)
        .findFirst()
        .orElse(winner.replaceFirst("\\.conf$", "") + "-bulkhead.conf");
  }

  /** Every assignment of a key, in the order in which they are applied. */
  private List<Assignment> assignments(String key) {
    Map<String, String> paths = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : files.list(directory).seen().orElse(List.of())) {
        if (name.endsWith(".conf")) {
          paths.putIfAbsent(name, directory + "/" + name);
        }
      }
    }
    List<Assignment> all = new ArrayList<>();
    new LinkedHashMap<>(paths).forEach((name, path) -> all.addAll(in(path, name, key)));
    return all;
  }

  private List<Assignment> in(String path, String name, String key) {
    List<Assignment> found = new ArrayList<>();
    String text = files.text(path).seen().orElse("");
    text.lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("#") && !line.startsWith(";") && line.indexOf('=') > 0)
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              String given = line.substring(0, equals).strip().replaceFirst("^-", "");
              if (dotted(given).equals(key)) {
                found.add(new Assignment(path, name, line, line.substring(equals + 1).strip()));
              }
            });
    return found;
  }

  /** Keys may be written with slashes; the first separator says which is which. */
  private static String dotted(String key) {
    int slash = key.indexOf('/');
    int dot = key.indexOf('.');
    if (slash < 0 || (dot >= 0 && dot < slash)) {
      return key;
    }
    return key.replace('.', '\0').replace('/', '.').replace('\0', '/');
  }
}
