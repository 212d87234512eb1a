package io.bulkhead.cli.command;

import io.bulkhead.cli.report.StatusJson;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.OpenSet;
import io.bulkhead.remediate.apply.SetSummary;
import io.bulkhead.remediate.plan.StandingDrift;
import io.bulkhead.remediate.plan.StandingDrift.Drift;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead status}. */
@Command(
    name = "status",
    description =
        "Is a change set open, what is in force, and was something of it changed since? Changes"
            + " nothing.")
public final class StatusCommand extends Verb {
  @Mixin Paging paging = new Paging();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
  String format = Format.TEXT;

  @Override
  public Integer call() throws RemediationException {
    paging.start(top);
    Format.require(format);
    OpenSets.tellNews(top);
    ChangeSets sets = tools().desk().reading();
    Optional<OpenSet> open = sets.open();
    List<SetSummary> history = sets.history();
    List<Drift> drift =
        open.isPresent()
            ? List.of()
            : new StandingDrift(sets.past(), tools().desk().targets()).find();
    if (format.equals(Format.JSON)) {
      out().raw(StatusJson.of(tools().hostName(), open, history, drift));
    } else if (open.isPresent()) {
      out().line(out().style().warn("!") + " " + Escape.field(open.get().sentence()));
      if (!open.get().next().isEmpty()) {
        out().line("Next:  " + open.get().next());
      }
    } else if (history.isEmpty()) {
      out().line(name() + ": no open change set, and none was ever applied.");
    } else {
      print(history, drift);
    }
    return ExitCode.OK;
  }

  private void print(List<SetSummary> history, List<Drift> drift) {
    SetSummary last = history.get(0);
    out()
        .line(
            name()
                + ": no open change set. Last: "
                + last.id()
                + ", "
                + counted(last.changes(), "change")
                + ", "
                + last.state().word()
                + HistoryCommand.undoes(last)
                + ".");
    List<SetSummary> standing =
        history.stream().filter(set -> set.stands() && set.undoes().isEmpty()).toList();
    int changes = standing.stream().mapToInt(set -> set.standing().size()).sum();
    out()
        .line(
            "In force: "
                + (changes == 0
                    ? "nothing"
                    : counted(changes, "change") + " of " + counted(standing.size(), "set"))
                + (drift.isEmpty()
                    ? "."
                    : "; " + counted(drift.size(), "thing") + " of it changed since:"));
    for (Drift one : drift) {
      String at = "  " + HistoryCommand.shortId(one.set()) + "/" + one.change() + "  ";
      String says = Escape.field(one.what()) + ": " + Escape.field(one.says());
      Wrap.print(out(), out().style().warn(at), at.length(), says);
    }
    if (!drift.isEmpty()) {
      out().line("Next:  bulkhead show " + HistoryCommand.shortId(drift.get(0).set()) + " --drift");
    }
  }

  private static String counted(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private String name() {
    String name = tools().hostName();
    return name.isEmpty() ? "this host" : Escape.field(name);
  }
}
