package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.OpenSet;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code bulkhead status}. */
@Command(
    name = "status",
    description = "Is a change set open, which was the last, was something of it changed since?")
public final class StatusCommand extends Verb {
  @Override
  public Integer call() throws RemediationException {
    OpenSets.tellNews(top);
    ChangeSets sets = tools().desk().reading();
    Optional<OpenSet> open = sets.open();
    if (open.isPresent()) {
      out().line(out().style().warn("!") + " " + Escape.field(open.get().sentence()));
      if (!open.get().next().isEmpty()) {
        out().line("Next:  " + open.get().next());
      }
      return ExitCode.OK;
    }
    List<SetSummary> history = sets.history();
    if (history.isEmpty()) {
      out().line(name() + ": no open change set, and none was ever applied.");
      return ExitCode.OK;
    }
    SetSummary last = history.get(0);
    out()
        .line(
            name()
                + ": no open change set. Last: "
                + last.id()
                + ", "
                + last.changes()
                + (last.changes() == 1 ? " change, " : " changes, ")
                + last.state().word()
                + (last.undoes().isEmpty() ? "" : ", undoes " + String.join(" ", last.undoes()))
                + ".");
    drift(sets, history);
    return ExitCode.OK;
  }

  private String name() {
    String name = tools().hostName();
    return name.isEmpty() ? "this host" : Escape.field(name);
  }

  private void drift(ChangeSets sets, List<SetSummary> history) throws RemediationException {
    for (SetSummary set : history) {
      if (!set.stands() || !set.undoes().isEmpty()) {
        continue;
      }
      List<String> found = Drift.of(sets.show(set.id()), tools().desk().targets());
      if (!found.isEmpty()) {
        out()
            .line(
                found.size()
                    + (found.size() == 1 ? " thing" : " things")
                    + " we wrote changed since:  bulkhead show "
                    + HistoryCommand.shortId(set.id())
                    + " --drift");
      }
      return; // older sets may have been written over by this one
    }
  }
}
