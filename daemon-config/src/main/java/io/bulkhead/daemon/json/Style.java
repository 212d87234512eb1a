package io.bulkhead.daemon.json;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a text is written: line ends, indentation, colons. New parts are written the same way.
 *
 * @param newline line end of the first line
 * @param unit one step of indentation
 * @param colon what stands between key and value
 */
record Style(String newline, String unit, String colon) {
  /** Longest array of plain values that is written in one line. */
  private static final int ONE_LINE = 60;

  static final Style HOUSE = new Style("\n", "  ", ": ");

  static Style of(byte[] bytes, Optional<Node> root) {
    String newline = newline(bytes);
    Node.Member first = root.flatMap(r -> r.members().stream().findFirst()).orElse(null);
    if (first == null) {
      return new Style(newline, HOUSE.unit, HOUSE.colon);
    }
    String lead = lead(bytes, root.orElseThrow().start() + 1, first.keyStart());
    String unit = lead.replace("\r", "").replace("\n", "");
    boolean own = breaks(lead) && !unit.isEmpty();
    return new Style(newline, own ? unit : HOUSE.unit, colon(bytes, first));
  }

  private static String newline(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return "\n";
      }
      if (bytes[i] == '\r') {
        return i + 1 < bytes.length && bytes[i + 1] == '\n' ? "\r\n" : "\r";
      }
    }
    return "\n";
  }

  /** The colon of a member with at most one blank at either side. */
  static String colon(byte[] bytes, Node.Member member) {
    int from = member.keyEnd();
    int to = member.value().start();
    String seen = text(bytes, from, to);
    int at = seen.indexOf(':');
    return (at > 0 ? " :" : ":") + (at < seen.length() - 1 ? " " : "");
  }

  Style withColon(String other) {
    return new Style(newline, unit, other);
  }

  /** True if the text squeezes everything together. */
  boolean compact() {
    return colon.equals(":");
  }

  static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  static boolean breaks(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }

  /** Blanks between two offsets, from the last line break on if there is one. */
  static String lead(byte[] bytes, int start, int end) {
    String blanks = text(bytes, start, end);
    int last = Math.max(blanks.lastIndexOf('\n'), blanks.lastIndexOf('\r'));
    if (last > 0 && blanks.charAt(last) == '\n' && blanks.charAt(last - 1) == '\r') {
      last--;
    }
    return last < 0 ? blanks : blanks.substring(last);
  }

  /** The member as text; {@code indent} is null where all stands in one line. */
  String member(String key, ConfigValue value, Indent indent) {
    return Spelling.encode(key) + colon + value(value, indent);
  }

  String value(ConfigValue value, Indent indent) {
    if (value instanceof ConfigValue.Text text) {
      return Spelling.encode(text.value());
    }
    if (value instanceof ConfigValue.Table table) {
      List<String> parts =
          table.entries().entrySet().stream().map(e -> part(e, indent.deeper(unit))).toList();
      return wrapped("{", parts, "}", indent);
    }
    if (value instanceof ConfigValue.Items items) {
      boolean plain =
          items.values().stream()
              .noneMatch(v -> v instanceof ConfigValue.Table || v instanceof ConfigValue.Items);
      String oneLine = wrapped("[", parts(items, Indent.NONE), "]", Indent.NONE);
      return indent.oneLine() || (plain && oneLine.length() <= ONE_LINE)
          ? oneLine
          : wrapped("[", parts(items, indent.deeper(unit)), "]", indent);
    }
    return value.toString();
  }

  private String part(Map.Entry<String, ConfigValue> entry, Indent indent) {
    return member(entry.getKey(), entry.getValue(), indent);
  }

  private List<String> parts(ConfigValue.Items items, Indent indent) {
    return items.values().stream().map(v -> value(v, indent)).toList();
  }

  private String wrapped(String open, List<String> parts, String close, Indent indent) {
    if (parts.isEmpty()) {
      return open + close;
    }
    if (indent.oneLine()) {
      return parts.stream().collect(Collectors.joining(compact() ? "," : ", ", open, close));
    }
    String inner = newline + indent.deeper(unit).blanks();
    return parts.stream()
        .collect(Collectors.joining("," + inner, open + inner, newline + indent.blanks() + close));
  }

  /**
   * Indentation of the line in which a value begins.
   *
   * @param blanks the line's leading blanks
   * @param oneLine everything stays in this line
   */
  record Indent(String blanks, boolean oneLine) {
    static final Indent NONE = new Indent("", true);

    Indent deeper(String unit) {
      return oneLine ? this : new Indent(blanks + unit, false);
    }
  }
}
