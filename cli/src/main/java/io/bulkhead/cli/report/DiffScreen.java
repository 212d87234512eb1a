package io.bulkhead.cli.report;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Style;
import io.bulkhead.remediate.Plan;

/** Diffs of files, exactly as they will be written, secrets redacted. */
public final class DiffScreen {
  private DiffScreen() {}

  public static void print(Channel out, Plan.Diff diff) {
    Style style = out.style();
    StringBuilder head = new StringBuilder(style.bold(Escape.field(diff.path()))).append("    ");
    for (int number : diff.changes()) {
      head.append(' ').append(number);
    }
    out.line(head + "     " + style.dim(Escape.field(diff.attributes())));
    for (String line : diff.unified()) {
      out.line("  " + coloured(style, Escape.line(line)));
    }
    if (!diff.checked().isEmpty()) {
      out.line("  " + style.dim(Escape.field(diff.checked())));
    }
  }

  /** Lines that patch(1) accepts. */
  public static void patch(Channel out, Plan.Diff diff) {
    for (String line : diff.unified()) {
      out.line(Escape.line(line));
    }
  }

  private static String coloured(Style style, String line) {
    if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")) {
      return style.dim(line);
    }
    if (line.startsWith("+")) {
      return style.good(line);
    }
    return line.startsWith("-") ? style.bad(line) : line;
  }
}
