package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Table;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code bulkhead history}. */
@Command(name = "history", description = "List the change sets of this host. Changes nothing.")
public final class HistoryCommand extends Verb {
  private static final int NOTE = 4;

  @Override
  public Integer call() throws RemediationException {
    ChangeSets sets = tools().desk().reading();
    List<SetSummary> history = sets.history();
    if (history.isEmpty()) {
      out().line("No change set yet.");
      return ExitCode.OK;
    }
    Table table = new Table(NOTE);
    table.row("set", "by", "changes", "state", "note");
    for (SetSummary set : history) {
      table.row(
          set.id(),
          set.by().isEmpty() ? "-" : Escape.field(set.by()),
          String.valueOf(set.changes()),
          set.state().word() + undoes(set),
          set.message().isEmpty() ? "-" : Escape.field(set.message()));
    }
    List<String> lines = table.lines(out().width());
    out().line(out().style().dim(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      out().line(line);
    }
    out().line(sets.chain());
    OpenSets.mention(top);
    return ExitCode.OK;
  }

  private static String undoes(SetSummary set) {
    StringBuilder text = new StringBuilder();
    for (String id : set.undoes()) {
      text.append(text.length() == 0 ? ", undoes " : " ").append(shortId(id));
    }
    return text.toString();
  }

  /** The last four digits, which people type. */
  static String shortId(String id) {
    return id.substring(id.lastIndexOf('-') + 1);
  }
}
