package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckId;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The way back from a change set, before it is gone. */
public final class RollbackScreen {
  private final Channel out;

  public RollbackScreen(Channel out) {
    this.out = out;
  }

  public void print(SetSummary set, Plan plan) {
    out.line(
        out.style()
            .bold(
                "Undo "
                    + set.id()
                    + " ("
                    + set.changes()
                    + (set.changes() == 1 ? " change" : " changes")
                    + ", applied "
                    + set.at()
                    + ")  on "
                    + PlanScreen.name(plan)));
    if (!plan.empty()) {
      out.line();
      ChangeTable.print(out, plan.changes(), true);
    }
    for (Plan.Diff diff : plan.diffs()) {
      out.line();
      DiffScreen.print(out, diff);
    }
    out.line();
    list("Brings back", back(plan));
    list("Keeps", plan.kept());
    list("! Conflict", plan.conflicts());
    counts(plan);
  }

  /** How many are undone, kept, in conflict. */
  private void counts(Plan plan) {
    int n = plan.changes().size();
    out.line(
        out.style()
            .bold(
                n
                    + (n == 1 ? " change is undone, " : " changes are undone, ")
                    + plan.kept().size()
                    + " kept, "
                    + plan.conflicts().size()
                    + (plan.conflicts().size() == 1 ? " conflict." : " conflicts.")));
  }

  private static List<String> back(Plan plan) {
    Set<CheckId> ids = new TreeSet<>();
    for (Change change : plan.changes()) {
      ids.addAll(change.fixes());
    }
    if (ids.isEmpty()) {
      return List.of();
    }
    StringBuilder text = new StringBuilder();
    for (CheckId id : ids) {
      text.append(text.length() == 0 ? "" : " ").append(id);
    }
    return List.of(text.toString());
  }

  private void list(String label, List<String> sentences) {
    String start = label + " ".repeat(Math.max(1, 14 - label.length()));
    for (String sentence : sentences) {
      out.line(start + Escape.field(sentence));
      start = " ".repeat(14);
    }
  }
}
