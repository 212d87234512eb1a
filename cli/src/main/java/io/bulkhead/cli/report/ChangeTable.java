package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckId;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Style;
import io.bulkhead.cli.terminal.Table;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Undo;
import java.util.List;

/** The changes of a plan, one line each; two where the window is narrow. */
public final class ChangeTable {
  private static final int VALUES = 2;
  private static final int MARGIN = 6;

  private ChangeTable() {}

  /**
   * @param back true for a rollback, where findings come back
   */
  public static void print(Channel out, List<Change> changes, boolean back) {
    print(out, changes, back, Numbers.NONE);
  }

  /** The same with the section numbers of a benchmark beside the ids. */
  static void print(Channel out, List<Change> changes, boolean back, Numbers numbers) {
    String fixes = back ? "brings back" : "fixes";
    Table table = new Table(VALUES).row(" #", "what", "", "docker", "undo", fixes);
    for (Change change : changes) {
      table.row(
          number(change) + " " + change.sign(),
          Escape.field(change.what()),
          Escape.field(change.values()),
          docker(change.engine()),
          change.undo().word(),
          look(change) + ids(change.fixes(), numbers));
    }
    List<String> lines = table.lines(Integer.MAX_VALUE);
    int widest = lines.stream().mapToInt(String::length).max().orElse(0);
    if (widest > out.width()) {
      changes.forEach(change -> twoLines(out, change, fixes, numbers));
      return;
    }
    out.line(out.style().dim(lines.get(0)));
    for (int i = 1; i < lines.size(); i++) {
      out.line(coloured(out.style(), changes.get(i - 1).sign(), lines.get(i)));
    }
  }

  private static void twoLines(Channel out, Change change, String fixes, Numbers numbers) {
    String head = number(change) + " " + change.sign() + "  ";
    String what = Escape.field(change.what()) + "  " + Escape.field(change.values());
    Wrap.print(out, coloured(out.style(), change.sign(), head), MARGIN, what);
    String rest =
        "docker: "
            + docker(change.engine())
            + ", undo: "
            + change.undo().word()
            + ", "
            + fixes
            + ": "
            + look(change)
            + ids(change.fixes(), numbers);
    Wrap.print(out, " ".repeat(MARGIN), MARGIN, rest);
  }

  static String docker(EngineAction.Kind kind) {
    return switch (kind) {
      case NONE -> "-";
      case RELOAD -> "reload";
      case RESTART -> "restart";
      case RESTART_BY_HAND -> "by hand";
    };
  }

  private static String look(Change change) {
    boolean risky = change.access() != Access.NONE || change.undo() instanceof Undo.OneWay;
    return risky ? "! " : "";
  }

  private static String number(Change change) {
    return change.number() < 10 ? " " + change.number() : String.valueOf(change.number());
  }

  private static String ids(List<CheckId> ids, Numbers numbers) {
    StringBuilder text = new StringBuilder();
    for (CheckId id : ids) {
      text.append(text.length() == 0 ? "" : " ").append(numbers.label(id));
    }
    return text.toString();
  }

  /** Only the sign, which is the fourth character. */
  private static String coloured(Style style, char sign, String line) {
    int at = 3;
    String mark = line.substring(at, at + 1);
    String painted =
        sign == '+' ? style.good(mark) : sign == '-' ? style.bad(mark) : style.warn(mark);
    return line.substring(0, at) + painted + line.substring(at + 1);
  }
}
