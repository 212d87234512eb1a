package io.bulkhead.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts runs and bad states by system call, scenario and fault; thread-safe. */
final class Table {
  /** Where the tables of a test run are gathered. */
  static final Path FILE = Workshop.DIRECTORY.resolve("table.txt");

  private record Cell(String call, String scenario) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int calls = call.compareTo(other.call);
      return calls != 0 ? calls : scenario.compareTo(other.scenario);
    }
  }

  private final String title;
  private final List<String> columns = new ArrayList<>();
  private final Map<Cell, Integer> runs = new TreeMap<>();
  private final Map<Cell, Integer> bad = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  Table(String title) {
    this.title = title;
  }

  synchronized void good(String call, String scenario) {
    count(runs, call, scenario);
  }

  synchronized void bad(String call, String scenario, String complaint) {
    count(runs, call, scenario);
    count(bad, call, scenario);
    complaints.add(complaint);
  }

  private void count(Map<Cell, Integer> counts, String call, String scenario) {
    if (!columns.contains(scenario)) {
      columns.add(scenario);
    }
    counts.merge(new Cell(call, scenario), 1, Integer::sum);
  }

  synchronized int runs() {
    return runs.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What was wrong, one entry for each bad state. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Runs by call and scenario; a bad state shows behind a slash. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append(title).append(": ").append(runs()).append(" runs, ");
    text.append(complaints.size()).append(" bad states\n");
    text.append(String.format(Locale.ROOT, "%-22s", "system call"));
    columns.forEach(column -> text.append(String.format(Locale.ROOT, " %11s", column)));
    text.append('\n');
    TreeSet<String> rows = new TreeSet<>();
    runs.keySet().forEach(cell -> rows.add(cell.call()));
    for (String row : rows) {
      text.append(String.format(Locale.ROOT, "%-22s", row));
      columns.forEach(
          column -> text.append(String.format(Locale.ROOT, " %11s", cell(new Cell(row, column)))));
      text.append('\n');
    }
    return text.toString();
  }

  private String cell(Cell cell) {
    Integer count = runs.get(cell);
    if (count == null) {
      return "-";
    }
    Integer wrong = bad.get(cell);
    return wrong == null ? count.toString() : count + "/" + wrong + "!";
  }

  /** Adds the table to the file of this test run and prints it. */
  @SuppressWarnings("SystemOut")
  void publish() {
    System.out.println(text());
    try {
      Files.writeString(FILE, text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
