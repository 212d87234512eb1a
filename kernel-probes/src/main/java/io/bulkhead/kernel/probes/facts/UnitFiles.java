package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A systemd unit with its drop-ins (systemd.unit(5)).
 *
 * @param fragment path of the unit file; empty if there is none
 * @param dropIns paths in the order they apply
 * @param assignments {@code key=value} lines in order, continuations joined
 */
public record UnitFiles(String fragment, List<String> dropIns, List<String> assignments) {
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/systemd/system",
          "/run/systemd/system",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system");

  public static UnitFiles of(Look look, String unit) {
    return look.once("unit " + unit, own -> read(own, unit));
  }

  private static UnitFiles read(Look look, String unit) {
    String root = DaemonFacts.of(look).root();
    List<String> assignments = new ArrayList<>();
    Optional<String> fragment =
        DIRECTORIES.stream()
            .map(d -> d + "/" + unit)
            .filter(path -> look.raw(root + path).seen())
            .findFirst();
    fragment.ifPresent(path -> add(look.raw(root + path), assignments));
    Map<String, String> dropIns = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : look.list(root + directory + "/" + unit + ".d").or(List.of())) {
        if (name.endsWith(".conf")) {
          dropIns.putIfAbsent(name, directory + "/" + unit + ".d/" + name);
        }
      }
    }
    dropIns.values().forEach(path -> add(look.raw(root + path), assignments));
    look.note(
        unit,
        fragment.orElse("no unit file")
            + (dropIns.isEmpty() ? "" : " " + String.join(" ", dropIns.values())));
    return new UnitFiles(
        fragment.orElse(""), List.copyOf(dropIns.values()), List.copyOf(assignments));
  }

  private static void add(Got<String> text, List<String> assignments) {
    for (String line : text.or("").replace("\\\n", " ").split("\n")) {
      String stripped = line.strip();
      if (!stripped.startsWith("#") && !stripped.startsWith(";") && stripped.contains("=")) {
        assignments.add(stripped);
      }
    }
  }

  /** Values of a list setting; an empty assignment takes back those before it. */
  public List<String> values(String key) {
    List<String> values = new ArrayList<>();
    for (String line : assignments) {
      int equals = line.indexOf('=');
      if (line.substring(0, equals).strip().equals(key)) {
        String value = line.substring(equals + 1).strip();
        if (value.isEmpty()) {
          values.clear();
        } else {
          values.add(value);
        }
      }
    }
    return values;
  }
}
