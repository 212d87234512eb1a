package io.bulkhead.daemon.json;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.Style.Indent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Single edits of a text. Every edit replaces one span of bytes and leaves the rest alone. */
final class Editor {
  private final byte[] bytes;
  private final Style style;
  private final boolean manyLines;

  Editor(byte[] bytes, Style style, Node root) {
    this.bytes = bytes;
    this.style = style;
    this.manyLines = Style.breaks(text(root.start(), root.end()));
  }

  /** A text without any value gets an object with one member. */
  static byte[] fresh(byte[] bytes, Style style, String key, ConfigValue value) {
    int start = Encoding.bom(bytes);
    String blanks = Style.text(bytes, start, bytes.length);
    String after = Style.breaks(blanks) ? blanks : style.newline();
    ConfigValue object = new ConfigValue.Table(Map.of(key, value));
    String text = style.value(object, new Indent("", false)) + after;
    return splice(bytes, start, bytes.length, text);
  }

  byte[] replace(Node node, ConfigValue value) {
    boolean scalar = node.members().isEmpty() && node.items().isEmpty();
    boolean wide = manyLines || node.start() == rootStart();
    boolean oneLine = !(scalar ? wide : Style.breaks(text(node.start(), node.end())));
    String text = style.value(value, new Indent(lineIndent(node.start()), oneLine));
    return splice(bytes, node.start(), node.end(), text);
  }

  byte[] addMember(Node object, String key, ConfigValue value) {
    List<Node.Member> members = object.members();
    Style near =
        members.isEmpty()
            ? style
            : style.withColon(Style.colon(bytes, members.get(members.size() - 1)));
    boolean top = object.start() == rootStart();
    return append(object, manyLines || top, indent -> near.member(key, value, indent));
  }

  byte[] addItem(Node array, ConfigValue item) {
    return append(array, manyLines && item instanceof ConfigValue.Table, i -> style.value(item, i));
  }

  private int rootStart() {
    int i = Encoding.bom(bytes);
    while (i < bytes.length && Scanner.blank(bytes[i])) {
      i++;
    }
    return i;
  }

  /** The text of a new child for an indentation. */
  private interface Child {
    String at(Indent indent);
  }

  private byte[] append(Node container, boolean breakEmpty, Child child) {
    int last = count(container) - 1;
    if (last < 0) {
      return fill(container, breakEmpty, child);
    }
    int before = last == 0 ? container.start() + 1 : comma(end(container, last - 1)) + 1;
    String lead = Style.lead(bytes, before, start(container, last));
    boolean oneLine = !Style.breaks(lead);
    if (oneLine && last == 0) {
      lead = style.compact() ? "" : " ";
    }
    Indent indent = new Indent(oneLine ? "" : lead.replace("\r", "").replace("\n", ""), oneLine);
    int at = end(container, last);
    return splice(bytes, at, at, "," + lead + child.at(indent));
  }

  /** Puts the first child into an empty container. */
  private byte[] fill(Node container, boolean breakEmpty, Child child) {
    int from = container.start() + 1;
    int to = container.end() - 1;
    String blanks = text(from, to);
    if (!breakEmpty && !Style.breaks(blanks)) {
      return splice(bytes, from, to, blanks + child.at(Indent.NONE) + blanks);
    }
    Indent outer = new Indent(lineIndent(container.start()), false);
    Indent inner = outer.deeper(style.unit());
    String text =
        style.newline() + inner.blanks() + child.at(inner) + style.newline() + outer.blanks();
    return splice(bytes, from, to, text);
  }

  /** Removes a member or an item with one comma. */
  byte[] remove(Node container, int index) {
    if (count(container) == 1) {
      int from = container.start() + 1;
      String lead = text(from, start(container, 0));
      boolean oneLine = !Style.breaks(text(from, container.end() - 1));
      return splice(bytes, from, container.end() - 1, oneLine ? lead : "");
    }
    if (index == 0) {
      return splice(bytes, start(container, 0), start(container, 1), "");
    }
    return splice(bytes, end(container, index - 1), end(container, index), "");
  }

  private static int count(Node container) {
    return container.members().size() + container.items().size();
  }

  private static int start(Node container, int index) {
    return container.kind() == Node.Kind.OBJECT
        ? container.members().get(index).keyStart()
        : container.items().get(index).start();
  }

  private static int end(Node container, int index) {
    return container.kind() == Node.Kind.OBJECT
        ? container.members().get(index).value().end()
        : container.items().get(index).end();
  }

  private int comma(int from) {
    int i = from;
    while (bytes[i] != ',') {
      i++;
    }
    return i;
  }

  /** Leading blanks of the line that holds an offset. */
  private String lineIndent(int offset) {
    int start = offset;
    while (start > Encoding.bom(bytes) && bytes[start - 1] != '\n' && bytes[start - 1] != '\r') {
      start--;
    }
    int end = start;
    while (end < offset && (bytes[end] == ' ' || bytes[end] == '\t')) {
      end++;
    }
    return text(start, end);
  }

  private String text(int start, int end) {
    return Style.text(bytes, start, end);
  }

  private static byte[] splice(byte[] bytes, int start, int end, String text) {
    byte[] middle = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = Arrays.copyOf(bytes, start + middle.length + bytes.length - end);
    System.arraycopy(middle, 0, out, start, middle.length);
    System.arraycopy(bytes, end, out, start + middle.length, bytes.length - end);
    return out;
  }
}
