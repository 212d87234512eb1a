package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckId;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Style;
import io.bulkhead.cli.terminal.Table;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Undo;
import java.util.List;

/** The changes of a plan, one line each. */
public final class ChangeTable {
  private static final int VALUES = 2;

  private ChangeTable() {}

  public static void print(Channel out, List<Change> changes, boolean undo) {
    Table table = new Table(VALUES);
    table.row(" #", "what", "", "docker", "undo", undo ? "brings back" : "fixes");
    for (Change change : changes) {
      boolean look = change.access() != Access.NONE || change.undo() instanceof Undo.OneWay;
      table.row(
          number(change.number()) + " " + change.sign(),
          Escape.field(change.what()),
          Escape.field(change.values()),
          docker(change.engine()),
          change.undo().word(),
          (look ? "! " : "") + fixes(change.fixes()));
    }
    Style style = out.style();
    List<String> lines = table.lines(out.width());
    out.line(style.dim(lines.get(0)));
    for (int i = 1; i < lines.size(); i++) {
      out.line(coloured(style, changes.get(i - 1).sign(), lines.get(i)));
    }
  }

  static String docker(EngineAction.Kind kind) {
    return switch (kind) {
      case NONE -> "-";
      case RELOAD -> "reload";
      case RESTART -> "restart";
      case RESTART_BY_HAND -> "by hand";
    };
  }

  private static String number(int n) {
    return n < 10 ? " " + n : String.valueOf(n);
  }

  private static String fixes(List<CheckId> ids) {
    StringBuilder text = new StringBuilder();
    for (CheckId id : ids) {
      text.append(text.length() == 0 ? "" : " ").append(id);
    }
    return text.toString();
  }

  private static String coloured(Style style, char sign, String line) {
    int at = line.indexOf(sign);
    if (at < 0 || at > 4) {
      return line;
    }
    String mark = String.valueOf(sign);
    String painted =
        sign == '+' ? style.good(mark) : sign == '-' ? style.bad(mark) : style.warn(mark);
    return line.substring(0, at) + painted + line.substring(at + 1);
  }
}
