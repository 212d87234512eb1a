package io.bulkhead.remediate.merge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A text of {@code key = value} lines below sections. Every byte of a line that is not edited
 * stays: bytes are taken one to one, whatever their encoding.
 */
final class KeyText {
  /** One line with its end. A line without a key has an empty one. */
  private record Line(String text, Key key, String value) {}

  /**
   * @param section empty above the first section
   */
  record Key(String section, String name) {
    @Override
    public String toString() {
      String shown = latin(name);
      return section.isEmpty() ? shown : "[" + latin(section) + "] " + shown;
    }

    private static String latin(String text) {
      return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  private static final Key NONE = new Key("", "");

  private final List<Line> lines;

  private KeyText(List<Line> lines) {
    this.lines = lines;
  }

  static KeyText of(byte[] bytes) {
    List<Line> lines = new ArrayList<>();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String section = "";
    boolean goesOn = false;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start) + 1;
      String line = text.substring(start, end == 0 ? text.length() : end);
      start += line.length();
      String bare = line.strip();
      if (goesOn && !lines.isEmpty()) {
        Line head = lines.remove(lines.size() - 1);
        lines.add(new Line(head.text() + line, head.key(), head.value() + "\n" + bare));
      } else {
        section = header(bare, section);
        lines.add(line(line, bare, section));
      }
      goesOn =
          bare.endsWith("\\") && !remark(bare) && !lines.get(lines.size() - 1).key().equals(NONE);
    }
    return new KeyText(lines);
  }

  private static String header(String bare, String section) {
    return bare.startsWith("[") && bare.endsWith("]")
        ? bare.substring(1, bare.length() - 1)
        : section;
  }

  private static boolean remark(String bare) {
    return bare.startsWith("#") || bare.startsWith(";");
  }

  private static Line line(String text, String bare, String section) {
    int equal = bare.indexOf('=');
    return equal <= 0 || remark(bare)
        ? new Line(text, NONE, "")
        : new Line(
            text,
            new Key(section, bare.substring(0, equal).strip()),
            bare.substring(equal + 1).strip());
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  Set<Key> keys() {
    Set<Key> keys = new LinkedHashSet<>();
    lines.stream().map(Line::key).filter(key -> !key.equals(NONE)).forEach(keys::add);
    return keys;
  }

  List<String> values(Key key) {
    return lines.stream().filter(line -> line.key().equals(key)).map(Line::value).toList();
  }

  /** True if every key has the same values. */
  boolean says(KeyText other) {
    return meaning().equals(other.meaning());
  }

  private Map<Key, List<String>> meaning() {
    Map<Key, List<String>> meaning = new LinkedHashMap<>();
    keys().forEach(key -> meaning.put(key, values(key)));
    return meaning;
  }

  /** The same text with the lines of a key as another text has them. */
  KeyText with(Key key, KeyText other) {
    List<Line> wanted = other.lines.stream().filter(line -> line.key().equals(key)).toList();
    List<Line> result = new ArrayList<>();
    int next = 0;
    int last = -1;
    for (Line line : lines) {
      if (!line.key().equals(key)) {
        result.add(line);
      } else if (next < wanted.size()) {
        result.add(wanted.get(next++));
        last = result.size();
      }
    }
    if (next < wanted.size()) {
      int at = last >= 0 ? last : place(result, key.section(), other);
      result.addAll(at, wanted.subList(next, wanted.size()));
    }
    return new KeyText(ended(result));
  }

  /** Behind the last line of a section; a section that is not there is begun at the end. */
  private static int place(List<Line> lines, String section, KeyText other) {
    int end = section.isEmpty() ? 0 : -1;
    String current = "";
    for (int i = 0; i < lines.size(); i++) {
      current = header(lines.get(i).text().strip(), current);
      boolean blank = lines.get(i).text().isBlank();
      if (current.equals(section) && !blank) {
        end = i + 1;
      }
    }
    if (end < 0) {
      other.lines.stream()
          .filter(line -> header(line.text().strip(), "").equals(section))
          .findFirst()
          .ifPresent(lines::add);
      end = lines.size();
    }
    return end;
  }

  /** Only the last line may have no end. */
  private static List<Line> ended(List<Line> lines) {
    List<Line> ended = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean open = i < lines.size() - 1 && !line.text().endsWith("\n");
      ended.add(open ? new Line(line.text() + "\n", line.key(), line.value()) : line);
    }
    return ended;
  }

  /** Remarks and sections, stripped, that another text does not have. */
  List<String> remarksNotIn(KeyText other) {
    List<String> there = new ArrayList<>(other.remarks());
    return remarks().stream().filter(remark -> !there.remove(remark)).toList();
  }

  private List<String> remarks() {
    return lines.stream()
        .filter(line -> line.key().equals(NONE) && remark(line.text().strip()))
        .map(line -> line.text().strip())
        .toList();
  }

  /** The text without one line for each of these remarks, and without sections left empty by us. */
  KeyText without(List<String> remarks) {
    List<String> unwanted = new ArrayList<>(remarks);
    return new KeyText(
        lines.stream()
            .filter(line -> !(line.key().equals(NONE) && unwanted.remove(line.text().strip())))
            .toList());
  }
}
