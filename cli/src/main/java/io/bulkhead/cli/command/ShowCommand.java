package io.bulkhead.cli.command;

import io.bulkhead.cli.report.ChangeTable;
import io.bulkhead.cli.report.DiffScreen;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead show}. */
@Command(
    name = "show",
    description = "Show one change set: changes, diffs, journal. Changes nothing.")
public final class ShowCommand extends Verb {
  @Parameters(
      paramLabel = "SET",
      arity = "0..1",
      description = "Any part of its id that no other has, last or last-1.")
  String which = "last";

  @Option(names = "--drift", description = "Only what was changed since by others.")
  boolean drift;

  @Override
  public Integer call() throws RemediationException {
    SetDetail set = tools().desk().reading().show(which);
    if (!drift) {
      head(set.summary());
      body(set);
    }
    boolean stands = set.summary().stands();
    List<String> found = stands ? Drift.of(set, tools().desk().targets()) : List.of();
    if (!found.isEmpty()) {
      out().line();
      out().line(out().style().bold("Changed since"));
      for (String sentence : found) {
        out().line("  " + Escape.field(sentence));
      }
    } else if (drift) {
      out().line("Nothing of " + set.summary().id() + " was changed since.");
    }
    return ExitCode.OK;
  }

  private void head(SetSummary set) {
    int n = set.changes();
    out()
        .line(
            out()
                .style()
                .bold(
                    set.id()
                        + "   "
                        + n
                        + (n == 1 ? " change" : " changes")
                        + "   plan "
                        + set.planDigest().substring(0, Math.min(12, set.planDigest().length()))));
    out()
        .line(
            "  begun   " + set.at() + (set.by().isEmpty() ? "" : " by " + Escape.field(set.by())));
    out().line("  state   " + set.state().word() + ": " + set.state().sentence());
    if (!set.undoes().isEmpty()) {
      out().line("  undoes  " + String.join(" ", set.undoes()));
    }
    if (!set.message().isEmpty()) {
      out().line("  note    " + Escape.field(set.message()));
    }
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
      out()
          .line(
              "  "
                  + line.at()
                  + "  "
                  + Escape.field(line.type())
                  + "  "
                  + Escape.field(line.says()));
    }
  }
}
