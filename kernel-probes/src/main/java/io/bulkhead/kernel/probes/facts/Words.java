package io.bulkhead.kernel.probes.facts;

import java.util.ArrayList;
import java.util.List;

/** Words of a line, as the kernel's tables and configuration files separate them. */
public final class Words {
  private Words() {}

  /** What stands between blanks and tabs; no empty words. */
  public static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      boolean blank = i == line.length() || line.charAt(i) <= ' ';
      if (blank && start >= 0) {
        words.add(line.substring(start, i));
        start = -1;
      } else if (!blank && start < 0) {
        start = i;
      }
    }
    return words;
  }
}
