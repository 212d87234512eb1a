package io.bulkhead.audit.policy;

/**
 * A pattern in which {@code *} stands for any characters, {@code /} and none included, and {@code
 * ?} for one. Everything else stands for itself. Takes time proportional to pattern times text,
 * whatever the pattern.
 */
public record Glob(String pattern) {
  /** True if the whole text fits. */
  public boolean matches(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = t;
      } else if (p < pattern.length() && fits(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean fits(char wanted, char seen) {
    return wanted == '?' || wanted == seen;
  }
}
