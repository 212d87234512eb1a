package io.bulkhead.cli.report;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Style;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Undo;
import java.util.List;
import java.util.function.UnaryOperator;

/** A plan of fixes for people: what, impact, diffs, what is left over, and the verdict last. */
public final class PlanScreen {
  private static final int REASON = 11;

  private final Channel out;
  private final Numbers numbers;
  private final Style style;

  public PlanScreen(Channel out, Numbers numbers) {
    this.out = out;
    this.numbers = numbers;
    this.style = out.style();
  }

  /**
   * The whole plan.
   *
   * @param reach whose way in it touches, one sentence each
   */
  public void print(Plan plan, HostSnapshot host, List<String> reach) {
    if (plan.empty() && plan.unfixed().isEmpty()) {
      nothing(plan);
      return;
    }
    HostLine.print(out, host);
    if (!host.vantage().live()) {
      String left =
          "Only files below the root are changed; engine and service actions are left out.";
      Wrap.print(out, left, 2, UnaryOperator.identity());
    }
    if (!plan.empty()) {
      out.line();
      out.line(style.bold(head(plan)));
      out.line();
      ChangeTable.print(out, plan.changes(), false, numbers);
      new ImpactScreen(out).print(plan, host, reach);
      for (Plan.Diff diff : plan.diffs()) {
        out.line();
        DiffScreen.print(out, diff);
      }
    }
    unfixed(plan.unfixed());
    out.line();
    if (plan.empty()) {
      nothing(plan);
    } else {
      verdict(plan);
    }
  }

  private void nothing(Plan plan) {
    Plan.Summary s = plan.summary();
    StringBuilder line = new StringBuilder(name(plan)).append(": nothing to change. ");
    line.append(s.judged()).append(" checks, ").append(s.passed()).append(" pass");
    if (s.unseen() > 0) {
      line.append(", ").append(s.unseen()).append(" could not be seen");
    }
    if (!plan.unfixed().isEmpty()) {
      line.append(", ").append(plan.unfixed().size()).append(" need you");
    }
    Wrap.print(out, line.append('.').toString(), 2, style::bold);
  }

  static String name(Plan plan) {
    String name = plan.host().name();
    return name.isEmpty() ? "this host" : Escape.field(name);
  }

  private static String head(Plan plan) {
    int n = plan.changes().size();
    Plan.Summary s = plan.summary();
    return n
        + (n == 1 ? " change would fix " : " changes would fix ")
        + s.fixed()
        + " of "
        + s.failed()
        + (s.failed() == 1 ? " finding" : " findings");
  }

  private void unfixed(List<Plan.Unfixed> unfixed) {
    if (unfixed.isEmpty()) {
      return;
    }
    out.line();
    out.line(style.bold("Not in this plan") + style.dim("   a person has to do or decide these"));
    for (Plan.Unfixed one : unfixed) {
      Wrap.print(out, "  " + one.check() + "  ", REASON, Escape.field(one.title()));
      Wrap.print(out, " ".repeat(REASON), REASON, Escape.field(one.why()));
      for (String step : one.byHand()) {
        Wrap.printStep(out, REASON + 2, Escape.line(step));
      }
    }
  }

  private void verdict(Plan plan) {
    String recorded =
        "Plan "
            + plan.shortDigest()
            + ", "
            + plan.facts().size()
            + " facts recorded, valid until "
            + plan.expires();
    Wrap.print(out, recorded, 2, style::dim);
    Wrap.print(out, counts(plan), 2, style::bold);
    out.line("Next:  bulkhead apply    bulkhead apply --only " + plan.changes().get(0).number());
  }

  /** How many changes of which kind, and what they do to the engine. */
  public static String counts(Plan plan) {
    int add = 0;
    int remove = 0;
    int oneWay = 0;
    for (Change change : plan.changes()) {
      add += change.sign() == '+' ? 1 : 0;
      remove += change.sign() == '-' ? 1 : 0;
      oneWay += change.undo() instanceof Undo.OneWay ? 1 : 0;
    }
    int n = plan.changes().size();
    String engine =
        switch (plan.engine().kind()) {
          case NONE -> "docker is not touched";
          case RELOAD -> "1 reload";
          case RESTART -> "1 restart";
          case RESTART_BY_HAND -> "1 restart by you";
        };
    return n
        + (n == 1 ? " change: " : " changes: ")
        + add
        + " add, "
        + (n - add - remove)
        + " modify, "
        + remove
        + " remove.  "
        + engine
        + ", "
        + oneWay
        + " one-way.";
  }
}
