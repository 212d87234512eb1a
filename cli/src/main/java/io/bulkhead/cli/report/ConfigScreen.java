package io.bulkhead.cli.report;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Style;
import io.bulkhead.cli.terminal.Table;
import io.bulkhead.cli.terminal.Wrap;
import java.util.ArrayList;
import java.util.List;

/** The engine's settings for people: what is in effect, where it comes from, what changes it. */
public final class ConfigScreen {
  private static final int VALUE = 1;
  private static final int LONGEST_VALUE = 60;

  /** Said once below the table. */
  private static final String SINCE = "[,;][^,;]* ?changed after the engine started$";

  private final Channel out;
  private final Style style;

  public ConfigScreen(Channel out) {
    this.out = out;
    this.style = out.style();
  }

  /** Head, table, problems, other engines. */
  public void print(HostSnapshot host, List<ConfigLine> lines, boolean rest) {
    HostLine.print(out, host);
    places(host.daemon());
    out.line();
    table(lines);
    problems(host.daemon());
    others(host.daemon());
    out.line();
    summary(host.daemon(), lines, rest);
  }

  private void places(Daemon daemon) {
    place(
        "file",
        daemon
            .configFile()
            .fold(
                seen ->
                    seen.value().path()
                        + (seen.value().exists()
                            ? seen.value().parses() ? "" : "  (does not parse)"
                            : "  (there is none)"),
                none -> none.origin().source(),
                unseen -> unseen.origin().source() + "  (" + unseen.reason() + ")"));
    daemon
        .unit()
        .seen()
        .ifPresent(
            unit -> {
              place("unit", unit.fragment());
              unit.dropIns().forEach(path -> place("drop-in", path));
              unit.environmentFiles()
                  .forEach(path -> place("variables", path.replaceFirst("^-", "")));
            });
    place(
        "process",
        daemon
            .process()
            .fold(
                seen -> seen.value().pid() + "  " + String.join(" ", seen.value().argv()),
                none -> "no engine runs here",
                unseen -> "not seen: " + unseen.reason()));
  }

  private void place(String what, String where) {
    Wrap.print(
        out, style.dim("  " + what + " ".repeat(11 - what.length())), 13, Escape.field(where));
  }

  private void table(List<ConfigLine> lines) {
    if (lines.isEmpty()) {
      out.line("Every setting is the default of this engine.");
      return;
    }
    List<Row> rows = new ArrayList<>();
    for (ConfigLine line : lines) {
      Daemon.Setting setting = line.setting();
      boolean stopped = setting.running() instanceof Reading.Absent<ConfigValue>;
      Reading<ConfigValue> now = stopped ? setting.nextStart() : setting.running();
      String needs = setting.reloadable() ? "reload" : "restart";
      rows.add(new Row(setting.key(), value(now), needs, from(now), false));
      if (line.pending()) {
        Reading<ConfigValue> next = setting.nextStart();
        rows.add(new Row("! next start", value(next), "", from(next), true));
      }
    }
    rows(rows);
  }

  private record Row(String key, String value, String needs, String from, boolean pending) {}

  /** One line for each row; where the window is too narrow, the place stands below it. */
  private void rows(List<Row> rows) {
    Table whole = new Table(VALUE);
    Table narrow = new Table(VALUE);
    whole.row("key", "value", "needs", "from");
    narrow.row("key", "value", "needs");
    int key = "key".length();
    for (Row row : rows) {
      whole.row(row.key(), row.value(), row.needs(), row.from());
      narrow.row(row.key(), row.value(), row.needs());
      key = Math.max(key, row.key().length());
    }
    int width = out.width();
    List<String> lines = whole.lines(Integer.MAX_VALUE);
    boolean fits = lines.stream().allMatch(line -> line.codePointCount(0, line.length()) <= width);
    if (!fits) {
      lines = narrow.lines(width);
    }
    out.line(style.dim(lines.get(0)));
    for (int i = 0; i < rows.size(); i++) {
      String line = lines.get(i + 1);
      out.line(rows.get(i).pending() ? style.warn(line) : line);
      if (!fits) {
        for (String part : Wrap.lines(rows.get(i).from(), width - key - 2)) {
          out.line(" ".repeat(key + 2) + style.dim(part));
        }
      }
    }
  }

  private static String value(Reading<ConfigValue> reading) {
    return reading.fold(
        seen -> Table.shortened(Escape.field(seen.value().toString()), LONGEST_VALUE),
        none -> "-",
        unseen -> "not seen");
  }

  private static String from(Reading<ConfigValue> reading) {
    String source = Escape.field(reading.origin().source().replaceFirst(SINCE, ""));
    if (reading instanceof Reading.Unreadable<ConfigValue> unseen) {
      return Escape.field(unseen.reason());
    }
    return reading.origin().strength() == Strength.ASSUMED ? source + " (assumed)" : source;
  }

  private void problems(Daemon daemon) {
    if (daemon.problems().isEmpty()) {
      return;
    }
    out.line();
    out.line(style.bold("Problems"));
    for (Daemon.Problem problem : daemon.problems()) {
      boolean stops = problem.severity().equals("stops");
      String word = stops ? style.bad("stops  ") : style.warn(pad(problem.severity(), 8));
      String subject = problem.key().isEmpty() ? "" : " \"" + problem.key() + "\"";
      String todo = problem.todo().isEmpty() ? "" : "; " + problem.todo();
      Wrap.print(
          out,
          "  " + (stops ? word + " " : word) + " ",
          11,
          Escape.field(problem.where() + subject + ": " + problem.says() + todo));
    }
  }

  private static boolean assumed(Daemon.Setting setting) {
    return setting.running().origin().source().endsWith("changed after the engine started");
  }

  private static String pad(String word, int width) {
    return word + " ".repeat(Math.max(0, width - word.length()));
  }

  private void others(Daemon daemon) {
    if (daemon.otherDaemons().isEmpty()) {
      return;
    }
    out.line();
    out.line(style.bold("Other engines on this host") + style.dim("   bulkhead config -H URI"));
    daemon.otherDaemons().forEach(one -> Wrap.print(out, "  ", 4, Escape.field(one)));
  }

  private void summary(Daemon daemon, List<ConfigLine> lines, boolean rest) {
    long set = lines.stream().filter(ConfigLine::given).count();
    long pending = lines.stream().filter(ConfigLine::pending).count();
    long stops = daemon.problems().stream().filter(p -> p.severity().equals("stops")).count();
    StringBuilder line = new StringBuilder();
    line.append(daemon.settings().size()).append(" keys, ").append(set).append(" set");
    if (pending > 0) {
      line.append(", ").append(pending).append(" edited and not in effect");
    }
    if (stops > 0) {
      line.append("; the next start would FAIL");
    }
    Wrap.print(out, line.append('.').toString(), 2, style::bold);
    if (lines.stream().anyMatch(l -> assumed(l.setting()))) {
      Wrap.print(
          out,
          "",
          0,
          "(assumed): the file changed after the engine started, and the engine does not show what"
              + " it took from it.");
    }
    if (rest && lines.size() < daemon.settings().size()) {
      out.line("The others have their defaults:  bulkhead config --all");
    }
  }
}
