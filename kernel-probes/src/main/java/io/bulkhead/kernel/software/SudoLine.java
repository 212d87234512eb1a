package io.bulkhead.kernel.software;

import java.util.ArrayList;
import java.util.List;

/**
 * A logical line of a sudoers file: continued lines joined, comments taken out.
 *
 * @param where path and number of its first line
 */
record SudoLine(String where, String text) {

  static List<SudoLine> of(String path, String text) {
    List<SudoLine> lines = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    int number = 0;
    int first = 1;
    for (String raw : text.split("\n", -1)) {
      number++;
      if (joined.isEmpty()) {
        first = number;
      }
      boolean goesOn = raw.endsWith("\\") && !raw.endsWith("\\\\");
      joined.append(goesOn ? raw.substring(0, raw.length() - 1) : raw);
      if (!goesOn) {
        add(lines, path + ":" + first, joined.toString());
        joined.setLength(0);
      }
    }
    add(lines, path + ":" + first, joined.toString());
    return lines;
  }

  private static void add(List<SudoLine> lines, String where, String raw) {
    String text = raw.strip();
    boolean include = text.startsWith("#include ") || text.startsWith("#includedir ");
    if (!include) {
      text = withoutComment(text).strip();
    }
    if (!text.isEmpty()) {
      lines.add(new SudoLine(where, text));
    }
  }

  /** A number sign begins a comment unless it is escaped, quoted, or before a user number. */
  private static String withoutComment(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '#' && !quoted && !numbered(text, i)) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  private static boolean numbered(String text, int at) {
    boolean digit = at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    return digit && (at == 0 || "(,:%= ".indexOf(before) >= 0);
  }
}
