package io.bulkhead.cli.command;

import io.bulkhead.cli.report.ChangeTable;
import io.bulkhead.cli.report.DiffScreen;
import io.bulkhead.cli.report.SetJson;
import io.bulkhead.cli.report.ShellWords;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Undoing;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetSummary;
import io.bulkhead.remediate.plan.StandingDrift;
import io.bulkhead.remediate.plan.StandingDrift.Drift;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead show}. */
@Command(
    name = "show",
    description = "Show one change set: changes, diffs, journal. Changes nothing.")
public final class ShowCommand extends Verb {
  @Mixin Paging paging = new Paging();

  @Parameters(
      paramLabel = "SET",
      arity = "0..1",
      description = "Any part of its id that no other has, last or last-1.")
  String which = "last";

  @Option(names = "--drift", description = "Only what was changed since by others.")
  boolean drift;

  @Option(
      names = "--commands",
      description = "What was done, in shell words, for a change ticket. To read, not to run.")
  boolean commands;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
  String format = Format.TEXT;

  @Override
  public Integer call() throws RemediationException {
    paging.start(top);
    Format.require(format);
    if (drift && commands) {
      throw new UsageException("--drift and --commands do not go together", "choose one of them");
    }
    ChangeSets sets = tools().desk().reading();
    SetDetail set = sets.show(which);
    if (commands) {
      new ShellWords(out()).print(set);
      return ExitCode.OK;
    }
    List<Drift> found =
        new StandingDrift(sets.past(), tools().desk().targets())
            .find().stream().filter(one -> one.set().equals(set.summary().id())).toList();
    if (format.equals(Format.JSON)) {
      out().raw(SetJson.of(set, found));
      return ExitCode.OK;
    }
    if (!drift) {
      head(set);
      body(set);
    }
    if (!found.isEmpty()) {
      changedSince(found);
    } else if (drift) {
      out().line("Nothing of " + set.summary().id() + " was changed since.");
    }
    return ExitCode.OK;
  }

  private void changedSince(List<Drift> found) {
    out().line();
    out().line(out().style().bold("Changed since"));
    for (Drift one : found) {
      String start = "  " + one.change() + "  ";
      Wrap.print(
          out(), start, start.length(), Escape.field(one.what()) + ": " + Escape.field(one.says()));
    }
  }

  private void head(SetDetail detail) {
    SetSummary set = detail.summary();
    int n = set.changes();
    String plan = set.planDigest().substring(0, Math.min(12, set.planDigest().length()));
    out()
        .line(
            out()
                .style()
                .bold(
                    set.id() + "   " + n + (n == 1 ? " change" : " changes") + "   plan " + plan));
    String by = set.by().isEmpty() ? "" : " by " + Escape.field(set.by());
    out().line("  begun   " + set.at() + by);
    out().line("  state   " + set.state().word() + ": " + set.state().sentence());
    if (set.stands() && set.standing().size() < n) {
      out().line("  stands  " + numbers(set.standing()));
    }
    for (Undoing undoing : detail.plan().undoes()) {
      out().line("  undoes  " + undoing.set() + " change " + undoing.change());
    }
    if (set.forgotten()) {
      out().line("  kept    nothing: its contents were forgotten, it cannot be undone");
    }
    if (!set.message().isEmpty()) {
      out().line("  note    " + Escape.field(set.message()));
    }
  }

  private static String numbers(List<Integer> numbers) {
    return String.join(" ", numbers.stream().map(String::valueOf).toList());
  }

  private void body(SetDetail set) {
    out().line();
    ChangeTable.print(out(), set.plan().changes(), !set.summary().undoes().isEmpty());
    for (Plan.Diff diff : set.plan().diffs()) {
      out().line();
      DiffScreen.print(out(), diff);
    }
    out().line();
    out().line(out().style().bold("Journal"));
    for (SetDetail.LogLine line : set.log()) {
      String start = "  " + line.at() + "  " + Escape.field(line.type()) + "  ";
      Wrap.print(out(), start, 4, Escape.field(line.says()));
    }
  }
}
