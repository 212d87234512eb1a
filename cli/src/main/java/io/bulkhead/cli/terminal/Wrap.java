package io.bulkhead.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks sentences into lines at blanks; a word longer than the line stays whole. */
public final class Wrap {
  private Wrap() {}

  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    int length = text.length();
    while (length - start > width) {
      int blank = text.lastIndexOf(' ', start + width);
      if (blank <= start) {
        blank = text.indexOf(' ', start + width);
      }
      if (blank < 0) {
        break;
      }
      lines.add(text.substring(start, blank));
      start = blank + 1;
    }
    lines.add(text.substring(start));
    return lines;
  }
}
