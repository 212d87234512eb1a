package io.bulkhead.cli.terminal;

/**
 * Makes strings from outside harmless on a terminal: control characters, escape sequences,
 * invisible and direction-changing characters become visible text.
 */
public final class Escape {
  /** Most characters of one field. */
  public static final int FIELD = 200;

  private Escape() {}

  /** One field on one line: made visible, at most {@link #FIELD} characters. */
  public static String field(String outside) {
    String cut =
        outside.length() > FIELD + 1 ? outside.substring(0, cutAt(outside)) + "…" : outside;
    return visible(cut, false);
  }

  /** A whole line, never shortened; tabs stay, so that text can be copied. For diffs. */
  public static String line(String outside) {
    return visible(outside, true);
  }

  /** Not between the two halves of one character. */
  private static int cutAt(String text) {
    return Character.isHighSurrogate(text.charAt(FIELD - 1)) ? FIELD - 1 : FIELD;
  }

  private static String visible(String text, boolean keepTabs) {
    int clean = 0;
    while (clean < text.length() && plain(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      append(out, c, keepTabs);
    }
    return out.toString();
  }

  private static boolean plain(char c) {
    return c >= 0x20 && c < 0x7f;
  }

  private static void append(StringBuilder out, int c, boolean keepTabs) {
    if (c == '\t') {
      out.append(keepTabs ? "\t" : "\\t");
    } else if (c == '\n') {
      out.append("\\n");
    } else if (c == '\r') {
      out.append("\\r");
    } else if (c < 0x20 || (c >= 0x7f && c <= 0x9f)) {
      out.append("\\x").append(hex(c, 2));
    } else if (hidden(c)) {
      out.append(c > 0xffff ? "\\U" : "\\u").append(hex(c, c > 0xffff ? 8 : 4));
    } else {
      out.appendCodePoint(c);
    }
  }

  /** Characters that show nothing, or change how others are shown. */
  private static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, // bidirectional controls, zero-width characters, tags, soft hyphen
          Character.CONTROL,
          Character.SURROGATE, // half a character
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      // fillers that look empty, variation selectors, and the mark of text that was not UTF-8
      default ->
          c == 0x115f
              || c == 0x1160
              || c == 0x3164
              || c == 0xffa0
              || c == 0x2800
              || c == 0x034f
              || (c >= 0xfe00 && c <= 0xfe0f)
              || (c >= 0xe0100 && c <= 0xe01ef)
              || c == 0xfffd;
    };
  }

  static String hex(int value, int digits) {
    String text = Integer.toHexString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
