package io.bulkhead.cli.command;

import io.bulkhead.cli.report.HistoryJson;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Table;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead history}. */
@Command(
    name = "history",
    description = "List the change sets of this host, newest first. Changes nothing.",
    subcommands = {VerifyCommand.class, ForgetCommand.class})
public final class HistoryCommand extends Verb {
  @Mixin Paging paging = new Paging();

  private static final int NOTE = 4;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
  String format = Format.TEXT;

  @Override
  public Integer call() throws RemediationException {
    paging.start(top);
    Format.require(format);
    ChangeSets sets = tools().desk().reading();
    List<SetSummary> history = sets.history();
    if (format.equals(Format.JSON)) {
      out().raw(HistoryJson.of(history, sets.chain()));
      return ExitCode.OK;
    }
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
          changes(set),
          set.state().word() + undoes(set) + (set.forgotten() ? ", contents forgotten" : ""),
          set.message().isEmpty() ? "-" : Escape.field(set.message()));
    }
    List<String> lines = table.lines(out().width());
    out().line(out().style().dim(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      out().line(line);
    }
    out().line(sets.chain().says());
    OpenSets.mention(top);
    return ExitCode.OK;
  }

  /** How many of its changes are in force, where it is not all or none. */
  private static String changes(SetSummary set) {
    int standing = set.standing().size();
    return standing == 0 || standing == set.changes()
        ? String.valueOf(set.changes())
        : standing + " of " + set.changes();
  }

  /** Whose changes it takes back, as the end of a sentence; empty for a set of fixes. */
  static String undoes(SetSummary set) {
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
