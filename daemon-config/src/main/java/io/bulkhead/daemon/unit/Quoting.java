package io.bulkhead.daemon.unit;

/** Writes a word so that systemd reads it back as it was (systemd.syntax(7), "Quoting"). */
final class Quoting {
  private Quoting() {}

  /** The word, in double quotes if it has blanks, quotes or backslashes. */
  static String word(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars()
                .noneMatch(c -> Character.isWhitespace(c) || c < ' ' || "\"'\\".indexOf(c) >= 0);
    return plain ? text : '"' + escaped(text) + '"';
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }
}
