package io.bulkhead.cli.terminal;

/** Spells our own symbols, and any other character, in plain ASCII. */
final class Ascii {
  private Ascii() {}

  static String of(String text) {
    int clean = 0;
    while (clean < text.length() && text.charAt(clean) < 0x80) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        out.append((char) c);
      } else {
        out.append(spelled(c));
      }
    }
    return out.toString();
  }

  private static String spelled(int c) {
    return switch (c) {
      case '→' -> "->";
      case '…' -> "..";
      case '✓' -> "ok";
      case '✗' -> "FAIL";
      case '↺' -> "undo";
      case '–', '—' -> "-";
      case '‹' -> "<";
      case '›' -> ">";
      case '‘', '’' -> "'";
      case '“', '”' -> "\"";
      case '≥' -> ">=";
      case '≤' -> "<=";
      case '×' -> "x";
      case '§' -> "section ";
      default -> (c > 0xffff ? "\\U" : "\\u") + Escape.hex(c, c > 0xffff ? 8 : 4);
    };
  }
}
