package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Edit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A text as lines that are compared whole; line ends and all other lines stay as they are. */
final class TextLines {
  private static final String END = "\n";

  /** Each with its line end; only the last may have none. */
  private final List<String> lines;

  private TextLines(List<String> lines) {
    this.lines = lines;
  }

  static TextLines of(byte[] text) {
    List<String> lines = new ArrayList<>();
    String rest = new String(text, StandardCharsets.UTF_8);
    while (!rest.isEmpty()) {
      int end = rest.indexOf(END);
      int cut = end < 0 ? rest.length() : end + 1;
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut);
    }
    return new TextLines(lines);
  }

  boolean has(String line) {
    return index(line) >= 0;
  }

  private int index(String line) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(line.strip())) {
        return i;
      }
    }
    return -1;
  }

  /** The text with an edit made; empty if the line that it starts from is not there. */
  Optional<TextLines> with(Edit.Line edit) {
    String before = edit.before();
    String after = edit.after();
    List<String> edited = new ArrayList<>(lines);
    if (before == null) {
      if (after != null && !has(after)) {
        finish(edited);
        edited.add(after + END);
      }
      return Optional.of(new TextLines(edited));
    }
    int at = index(before);
    if (at < 0) {
      return Optional.empty();
    }
    if (after == null) {
      edited.remove(at);
    } else {
      edited.set(at, after + END);
    }
    return Optional.of(new TextLines(edited));
  }

  /** A last line without an end gets one before something is added below it. */
  private static void finish(List<String> lines) {
    int last = lines.size() - 1;
    if (last >= 0 && !lines.get(last).endsWith(END)) {
      lines.set(last, lines.get(last) + END);
    }
  }

  /** The lines without their ends. */
  List<String> lines() {
    return Collections.unmodifiableList(lines.stream().map(String::stripTrailing).toList());
  }

  @Override
  public String toString() {
    return String.join("", lines);
  }
}
