package io.bulkhead.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts runs and bad states by system call and kind of step, for one fault; thread-safe. */
final class Table {
  /** Where the tables of a test run are gathered. */
  static final Path FILE = Workshop.DIRECTORY.resolve("table.txt");

  private static final int NARROW = 5;

  private record Cell(String call, String kind) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int calls = call.compareTo(other.call);
      return calls != 0 ? calls : kind.compareTo(other.kind);
    }
  }

  private final String title;
  private final List<String> columns = new ArrayList<>();
  private final Map<Cell, Integer> runs = new TreeMap<>();
  private final Map<Cell, Integer> bad = new TreeMap<>();
  private final Set<Cell> made = new HashSet<>();
  private final List<String> complaints = new ArrayList<>();

  Table(String title) {
    this.title = title;
  }

  /** Learns which calls a kind of step makes at all: where it makes none, no run can be. */
  synchronized void makes(String kind, List<String> calls) {
    column(kind);
    calls.forEach(call -> made.add(new Cell(call.split(" ", 2)[0], kind)));
  }

  synchronized void good(String call, String kind) {
    count(runs, call, kind);
  }

  synchronized void bad(String call, String kind, String complaint) {
    count(runs, call, kind);
    count(bad, call, kind);
    complaints.add(complaint);
  }

  private void column(String kind) {
    if (!columns.contains(kind)) {
      columns.add(kind);
    }
  }

  private void count(Map<Cell, Integer> counts, String call, String kind) {
    column(kind);
    counts.merge(new Cell(call, kind), 1, Integer::sum);
  }

  synchronized int runs() {
    return runs.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What was wrong, one entry for each bad state. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Calls that a kind of step makes and that were not broken there. */
  synchronized List<String> holes() {
    return made.stream()
        .filter(cell -> !runs.containsKey(cell))
        .map(cell -> cell.call() + " of " + cell.kind())
        .sorted()
        .toList();
  }

  synchronized String head() {
    return title + ": " + runs() + " runs, " + complaints.size() + " bad states";
  }

  /** Runs by call and kind of step; a bad state shows behind a slash. */
  synchronized String text() {
    StringBuilder text = new StringBuilder(head()).append('\n');
    text.append(String.format(Locale.ROOT, "%-20s", "system call"));
    columns.forEach(kind -> text.append(' ').append(right(kind, kind)));
    TreeSet<String> rows = new TreeSet<>();
    runs.keySet().forEach(cell -> rows.add(cell.call()));
    made.forEach(cell -> rows.add(cell.call()));
    for (String row : rows) {
      text.append(String.format(Locale.ROOT, "%n%-20s", row));
      columns.forEach(
          kind -> text.append(' ').append(right(cell(new Cell(row, kind), made.isEmpty()), kind)));
    }
    return text.append('\n').toString();
  }

  private static String right(String text, String kind) {
    return String.format(Locale.ROOT, "%" + Math.max(NARROW, kind.length()) + "s", text);
  }

  private String cell(Cell cell, boolean unknown) {
    Integer count = runs.get(cell);
    if (count == null) {
      return unknown || !made.contains(cell) ? "." : "-";
    }
    Integer wrong = bad.get(cell);
    return wrong == null ? count.toString() : count + "/" + wrong + "!";
  }

  /** Prints the table and adds it to the file of this test run and to the sum at its end. */
  void publish() {
    show();
    Summary.add(this);
  }

  /** Prints the table and adds it to the file of this test run. */
  @SuppressWarnings("SystemOut")
  void show() {
    System.out.println(text());
    try {
      Files.createDirectories(Workshop.DIRECTORY);
      Files.writeString(FILE, text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds all that another counted. */
  synchronized void add(Table other) {
    other.columns.forEach(this::column);
    made.addAll(other.made);
    other.runs.forEach((cell, count) -> runs.merge(cell, count, Integer::sum));
    other.bad.forEach((cell, count) -> bad.merge(cell, count, Integer::sum));
    complaints.addAll(other.complaints);
  }
}
