package io.bulkhead.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Left-aligned columns two blanks apart, without lines. Only the column named may be shortened, in
 * the middle, and only when the width asks for it; where that is not enough, rows are wrapped.
 * Without a width, as into a pipe, nothing is shortened or wrapped: a row stays one line to search
 * for, and a cell that is long beyond measure moves only the rest of its own row.
 */
public final class Table {
  private static final int GAP = 2;
  private static final int LEAST = 12;

  /** Longer cells do not widen their column where there is no width. */
  private static final int MEASURE = 60;

  private final List<List<String>> rows = new ArrayList<>();
  private final int flexible;

  /**
   * @param flexible index of the column that gives way in narrow windows
   */
  public Table(int flexible) {
    this.flexible = flexible;
  }

  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, without blanks at their ends. */
  public List<String> lines(int width) {
    boolean endless = width == Integer.MAX_VALUE;
    int[] widths = widths(endless ? MEASURE : Integer.MAX_VALUE);
    int total = 0;
    for (int w : widths) {
      total += w + GAP;
    }
    int over = endless ? 0 : total - GAP - width;
    if (over > 0 && (widths.length <= flexible || widths[flexible] - over < LEAST)) {
      return wrapped(width);
    }
    if (over > 0) {
      widths[flexible] -= over;
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row, widths, endless));
    }
    return lines;
  }

  /** Too narrow for columns: the cells of a row one after the other. */
  private List<String> wrapped(int width) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      String margin = "";
      for (String line : Wrap.lines(String.join("  ", row), width - GAP)) {
        lines.add(margin + line);
        margin = " ".repeat(GAP);
      }
    }
    return lines;
  }

  private String line(List<String> row, int[] widths, boolean endless) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = i == flexible && !endless ? shortened(row.get(i), widths[i]) : row.get(i);
      out.append(cell);
      out.append(" ".repeat(Math.max(0, widths[i] - length(cell)) + GAP));
    }
    return out.toString().stripTrailing();
  }

  /**
   * @param most cells that are longer than this do not count
   */
  private int[] widths(int most) {
    int columns = 0;
    for (List<String> row : rows) {
      columns = Math.max(columns, row.size());
    }
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int length = length(row.get(i));
        widths[i] = length > most ? widths[i] : Math.max(widths[i], length);
      }
    }
    return widths;
  }

  /** Shortens in the middle, where paths differ least. */
  public static String shortened(String text, int width) {
    if (length(text) <= width || width < 3) {
      return text;
    }
    int head = (width - 1) / 2;
    int tail = width - 1 - head;
    return text.substring(0, text.offsetByCodePoints(0, head))
        + "…"
        + text.substring(text.offsetByCodePoints(text.length(), -tail));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
