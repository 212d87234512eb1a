package io.bulkhead.remediate.apply;

/** Cuts text from outside so that a journal record stays small. */
final class Brief {
  private Brief() {}

  /** The text, or its beginning with an ellipsis, in at most {@code limit} bytes of JSON. */
  static String text(String text, int limit) {
    StringBuilder brief = new StringBuilder();
    int cost = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (Character.getType(c) == Character.SURROGATE) {
        c = '?';
      }
      cost += cost(c);
      if (cost > limit - 3) {
        return brief.append('…').toString();
      }
      brief.appendCodePoint(c);
      i += Character.charCount(text.codePointAt(i));
    }
    return brief.toString();
  }

  private static int cost(int c) {
    if (c < 0x20) {
      return 6;
    }
    if (c == '"' || c == '\\') {
      return 2;
    }
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
}
