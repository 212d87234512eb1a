package io.bulkhead.audit.checks.host;

import java.util.Comparator;

/**
 * The order of version numbers as deb-version(7) has it: runs of digits compare as numbers, {@code
 * ~} sorts before everything, even the end. A kernel's {@code -rc} counts as {@code ~rc}.
 */
final class VersionOrder implements Comparator<String> {
  static final VersionOrder INSTANCE = new VersionOrder();

  private VersionOrder() {}

  @Override
  public int compare(String left, String right) {
    String a = left.replace("-rc", "~rc");
    String b = right.replace("-rc", "~rc");
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      int textEndA = endOfText(a, i);
      int textEndB = endOfText(b, j);
      int byText = compareText(a.substring(i, textEndA), b.substring(j, textEndB));
      if (byText != 0) {
        return byText;
      }
      i = endOfDigits(a, textEndA);
      j = endOfDigits(b, textEndB);
      int byNumber = compareNumber(a.substring(textEndA, i), b.substring(textEndB, j));
      if (byNumber != 0) {
        return byNumber;
      }
    }
    return 0;
  }

  private static int compareText(String a, String b) {
    for (int k = 0; k < Math.max(a.length(), b.length()); k++) {
      int order = Integer.compare(weight(a, k), weight(b, k));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Letters before other signs, the end before letters, the tilde before the end. */
  private static int weight(String text, int at) {
    if (at >= text.length()) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    return Character.isLetter(c) ? c : c + 0x10000;
  }

  /** Digits as a number of any length: without leading zeros the longer is the greater. */
  private static int compareNumber(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    int byLength = Integer.compare(x.length(), y.length());
    return byLength != 0 ? byLength : x.compareTo(y);
  }

  private static int endOfText(String s, int from) {
    int end = from;
    while (end < s.length() && !digit(s.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int endOfDigits(String s, int from) {
    int end = from;
    while (end < s.length() && digit(s.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
