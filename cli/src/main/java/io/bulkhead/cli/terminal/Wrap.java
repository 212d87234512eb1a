package io.bulkhead.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at blanks; a word longer than a line is broken where the line ends. */
public final class Wrap {
  private Wrap() {}

  /**
   * The lines of a text.
   *
   * @param width most characters of a line; {@link Integer#MAX_VALUE} for no breaks
   */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    int length = text.length();
    while (length - start > width) {
      int blank = text.lastIndexOf(' ', start + width);
      if (blank > start) {
        lines.add(text.substring(start, blank));
        start = blank + 1;
      } else {
        int end = start + width;
        end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        lines.add(text.substring(start, end));
        start = end;
      }
    }
    lines.add(text.substring(start));
    return lines;
  }

  /** Prints a text with a start for its first line and as many blanks before the others. */
  public static void print(Channel out, String start, int margin, String text) {
    int width = out.width();
    String before = start;
    int room = width == Integer.MAX_VALUE ? width : Math.max(20, width - margin);
    for (String line : lines(text, room)) {
      out.line(before + line);
      before = " ".repeat(margin);
    }
  }
}
