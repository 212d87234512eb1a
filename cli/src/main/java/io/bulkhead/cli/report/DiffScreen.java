package io.bulkhead.cli.report;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Style;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.remediate.Plan;

/** Diffs of files, exactly as they will be written, secrets redacted. */
public final class DiffScreen {
  private DiffScreen() {}

  public static void print(Channel out, Plan.Diff diff) {
    Style style = out.style();
    StringBuilder numbers = new StringBuilder("    ");
    for (int number : diff.changes()) {
      numbers.append(' ').append(number);
    }
    String path = Escape.field(diff.path());
    String attributes = Escape.field(diff.attributes());
    if (path.length() + numbers.length() + 5 + attributes.length() <= out.width()) {
      out.line(style.bold(path) + numbers + "     " + style.dim(attributes));
    } else {
      Wrap.print(out, path + numbers, 2, style::bold);
      Wrap.print(out, "  " + attributes, 2, style::dim);
    }
    for (String line : diff.unified()) {
      out.line("  " + coloured(style, Escape.line(line)));
    }
    if (!diff.checked().isEmpty()) {
      Wrap.print(out, "  " + Escape.field(diff.checked()), 2, style::dim);
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
