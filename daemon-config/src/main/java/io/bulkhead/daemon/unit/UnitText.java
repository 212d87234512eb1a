package io.bulkhead.daemon.unit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assignments of a unit file and its drop-ins, merged: lists grow, and an empty assignment empties
 * them (systemd.syntax(7)).
 */
final class UnitText {
  private final Map<String, List<String>> assignments = new LinkedHashMap<>();

  /** Adds the text of one file. */
  void add(String text) {
    String section = "";
    for (String line : logicalLines(text)) {
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1);
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1 || section.isEmpty()) {
        continue;
      }
      String name = section + "." + line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      List<String> values = assignments.computeIfAbsent(name, n -> new ArrayList<>());
      if (value.isEmpty()) {
        values.clear();
      } else {
        values.add(value);
      }
    }
  }

  /** Lines with continuations joined; comments left out, inside a continuation too. */
  private static List<String> logicalLines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String raw : text.split("\r?\n", -1)) {
      String start = raw.stripLeading();
      if (start.startsWith("#") || start.startsWith(";")) {
        continue;
      }
      if (raw.endsWith("\\")) {
        open.append(raw, 0, raw.length() - 1).append(' ');
        continue;
      }
      lines.add(open.append(raw).toString().strip());
      open.setLength(0);
    }
    if (open.length() > 0) {
      lines.add(open.toString().strip());
    }
    return lines;
  }

  /** All values, for example of {@code Service.ExecStart}. */
  List<String> all(String name) {
    return List.copyOf(assignments.getOrDefault(name, List.of()));
  }

  /** The last value; empty if there is none. */
  String last(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? "" : values.get(values.size() - 1);
  }
}
