package io.bulkhead.cli.report;

import io.bulkhead.audit.Catalogue;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.apply.SetSummary;
import io.bulkhead.remediate.plan.Rollback;
import io.bulkhead.remediate.plan.RollbackRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The way back from change sets, before it is gone. */
public final class RollbackScreen {
  private static final int LABEL = 14;

  private final Channel out;
  private final Catalogue catalogue;

  public RollbackScreen(Channel out, Catalogue catalogue) {
    this.out = out;
    this.catalogue = catalogue;
  }

  /**
   * @param reach which ways in it may cut off, in words
   */
  public void print(
      SetSummary set,
      RollbackRequest request,
      Rollback way,
      HostSnapshot host,
      List<String> reach) {
    Plan plan = way.prepared().plan();
    out.line(out.style().bold(title(set, request, way, plan)));
    if (!plan.empty()) {
      out.line();
      ChangeTable.print(out, plan.changes(), way.fixedAgain().isEmpty());
    }
    for (Plan.Diff diff : plan.diffs()) {
      out.line();
      DiffScreen.print(out, diff);
    }
    boolean engine = plan.engine().kind() != EngineAction.Kind.NONE && !plan.empty();
    if (engine) {
      new ImpactScreen(out).print(plan, host, reach);
    }
    out.line();
    list("! Access", engine ? List.of() : reach);
    list("Brings back", findings(way.comingBack()));
    list("Fixes again", findings(way.fixedAgain()));
    list("Keeps", plan.kept());
    list("Overwrites", way.overwritten());
    list("! One-way", way.oneWay());
    list("! Conflict", way.conflicts().stream().map(RollbackScreen::conflict).toList());
    list("! Later", way.dependents());
    out.line(out.style().bold(counts(way, plan)));
    choices(request, way, plan);
  }

  private static String title(SetSummary set, RollbackRequest request, Rollback way, Plan plan) {
    String on = "  on " + PlanScreen.name(plan);
    if (request.after()) {
      int n = way.sets().size();
      return "Undo everything after " + set.id() + ": " + n + (n == 1 ? " set" : " sets") + on;
    }
    return "Undo "
        + set.id()
        + " ("
        + set.changes()
        + (set.changes() == 1 ? " change" : " changes")
        + ", applied "
        + set.at()
        + (set.by().isEmpty() ? "" : " by " + Escape.field(set.by()))
        + ")"
        + on;
  }

  private static String conflict(Rollback.Conflict conflict) {
    return words(conflict.numbers()) + ": " + conflict.says();
  }

  /** Numbers of the changes that conflicts hold up. */
  public static SortedSet<Integer> numbers(List<Rollback.Conflict> conflicts) {
    SortedSet<Integer> numbers = new TreeSet<>();
    conflicts.forEach(conflict -> numbers.addAll(conflict.numbers()));
    return numbers;
  }

  private static String words(Collection<Integer> numbers) {
    return String.join(" ", numbers.stream().map(String::valueOf).toList());
  }

  private static String counts(Rollback way, Plan plan) {
    int n = plan.changes().size();
    return n
        + (n == 1 ? " change goes back" : " changes go back")
        + some(numbers(way.conflicts()).size(), " in conflict")
        + some(way.dependents().size(), " later in the way")
        + some(way.oneWay().size(), " one-way")
        + ".";
  }

  private static String some(int n, String what) {
    return n == 0 ? "" : ", " + n + what;
  }

  private void choices(RollbackRequest request, Rollback way, Plan plan) {
    if (plan.conflicts().isEmpty()) {
      return;
    }
    if (!way.dependents().isEmpty()) {
      out.line("Nothing done yet: later changes stand on what is to be undone.");
      out.line("  --with-dependents   undo them too, the newest first");
      return;
    }
    out.line("Nothing done yet: a conflict stops everything.");
    if (!request.skipConflicts()) {
      out.line(
          "  --skip-conflicts    leave " + words(numbers(way.conflicts())) + ", undo the rest");
    }
    SortedSet<Integer> forcible =
        numbers(way.conflicts().stream().filter(Rollback.Conflict::forcible).toList());
    if (!forcible.isEmpty()) {
      String given = String.join(",", forcible.stream().map(String::valueOf).toList());
      out.line("  --force " + given + "    take back all the same; a copy is kept in the new set");
    }
  }

  /** How many, the worst by name, then all ids. */
  private List<String> findings(SortedSet<CheckId> ids) {
    List<CheckMeta> known =
        ids.stream().flatMap(id -> catalogue.find(id).stream()).map(c -> c.meta()).toList();
    Optional<CheckMeta> worst = known.stream().max(Comparator.comparing(CheckMeta::severity));
    if (worst.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    int n = ids.size();
    CheckMeta one = worst.get();
    lines.add(
        n
            + (n == 1 ? " finding: " : " findings, worst ")
            + one.id()
            + " \""
            + one.title()
            + "\" ("
            + one.severity().word()
            + ")");
    if (n > 1) {
      lines.add(String.join(" ", ids.stream().map(String::valueOf).toList()));
    }
    return lines;
  }

  private void list(String label, List<String> sentences) {
    String start = label + " ".repeat(Math.max(1, LABEL - label.length()));
    for (String sentence : sentences) {
      Wrap.print(out, start, LABEL, Escape.field(sentence));
      start = " ".repeat(LABEL);
    }
  }
}
