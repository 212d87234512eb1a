package io.bulkhead.cli.report;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is new and what is fixed since an older report. */
final class ComparisonScreen {
  private static final int MARGIN = 18;
  private static final int MOST = 20;

  private final Channel out;

  ComparisonScreen(Channel out) {
    this.out = out;
  }

  void print(Comparison since, boolean all) {
    out.line(out.style().bold("Since " + Escape.field(since.baseline())));
    if (since.otherHost()) {
      Wrap.print(
          out, out.style().warn("!") + " ", 2, "the older report is about another host than this");
    }
    list("new  ", since.fresh(), out.style()::bad, all);
    list("fixed", since.fixed(), out.style()::good, all);
    if (since.fresh().isEmpty() && since.fixed().isEmpty()) {
      out.line("nothing changed");
    }
    out.line();
  }

  /** One line. */
  void count(Comparison since) {
    Wrap.print(
        out,
        "",
        2,
        "Since "
            + Escape.field(since.baseline())
            + " ("
            + Escape.field(since.takenAt())
            + "): "
            + since.fresh().size()
            + " new, "
            + since.fixed().size()
            + " fixed, "
            + since.same()
            + " as before.");
  }

  private void list(
      String word, List<Comparison.Failure> failures, UnaryOperator<String> paint, boolean all) {
    int most = all ? failures.size() : Math.min(MOST, failures.size());
    for (Comparison.Failure failure : failures.subList(0, most)) {
      String subject = failure.subject().isEmpty() ? "" : Escape.field(failure.subject()) + ": ";
      Wrap.print(
          out,
          paint.apply(word) + "   " + Escape.field(failure.check()) + "   ",
          MARGIN,
          subject + Escape.field(failure.title()));
    }
    if (most < failures.size()) {
      out.line("        … and " + (failures.size() - most) + " more (-v shows all)");
    }
  }
}
