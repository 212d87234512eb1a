package io.bulkhead.daemon.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads RFC 8259 text, as strict as the engine's own decoder, into offsets. */
final class Scanner {
  /** Deeper than any configuration; the engine itself stops at 10000. */
  private static final int DEEPEST = 500;

  private final byte[] bytes;
  private final Complaints complaints;
  private int at;

  private Scanner(byte[] bytes) {
    this.bytes = bytes;
    this.complaints = new Complaints(bytes);
  }

  /**
   * Reads a whole file.
   *
   * @param firstValueOnly text behind the first value is not looked at
   * @return empty if there is nothing but white space
   */
  static Optional<Node> read(byte[] bytes, boolean firstValueOnly) throws JsonProblem {
    Encoding.check(bytes);
    Scanner scanner = new Scanner(bytes);
    scanner.at = Encoding.bom(bytes);
    scanner.blanks();
    if (scanner.at == bytes.length) {
      return Optional.empty();
    }
    Node root = scanner.value(0);
    scanner.blanks();
    if (!firstValueOnly && scanner.at < bytes.length) {
      throw scanner.complaints.behindTheEnd(scanner.at);
    }
    return Optional.of(root);
  }

  private void blanks() {
    while (at < bytes.length && blank(bytes[at])) {
      at++;
    }
  }

  static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private boolean next(char c) {
    return at < bytes.length && bytes[at] == c;
  }

  private Node value(int depth) throws JsonProblem {
    if (depth > DEEPEST) {
      throw complaints.tooDeep(at, DEEPEST);
    }
    if (next('{')) {
      return object(depth);
    }
    if (next('[')) {
      return array(depth);
    }
    if (next('"')) {
      int start = at;
      string();
      return Node.scalar(Node.Kind.STRING, start, at);
    }
    if (next('-') || (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9')) {
      return number();
    }
    for (Node.Kind kind : List.of(Node.Kind.TRUE, Node.Kind.FALSE, Node.Kind.NULL)) {
      if (word(kind)) {
        int start = at;
        at += kind.name().length();
        return Node.scalar(kind, start, at);
      }
    }
    throw complaints.noValue(at);
  }

  private boolean word(Node.Kind kind) {
    String name = kind.name();
    if (at + name.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[at + i] != Character.toLowerCase(name.charAt(i))) {
        return false;
      }
    }
    int behind = at + name.length();
    return behind == bytes.length || !Character.isLetterOrDigit(bytes[behind]);
  }

  private Node object(int depth) throws JsonProblem {
    int start = at++;
    List<Node.Member> members = new ArrayList<>();
    blanks();
    while (!next('}')) {
      if (!next('"')) {
        throw complaints.noKey(at, start, !members.isEmpty());
      }
      int keyStart = at;
      string();
      int keyEnd = at;
      blanks();
      if (!next(':')) {
        throw complaints.noColon(at);
      }
      at++;
      blanks();
      Node value = value(depth + 1);
      String key = Spelling.decode(bytes, keyStart, keyEnd);
      members.add(new Node.Member(key, keyStart, keyEnd, value));
      separator('}', start);
    }
    return new Node(Node.Kind.OBJECT, start, ++at, members, List.of());
  }

  private Node array(int depth) throws JsonProblem {
    int start = at++;
    List<Node> items = new ArrayList<>();
    blanks();
    while (!next(']')) {
      items.add(value(depth + 1));
      separator(']', start);
    }
    return new Node(Node.Kind.ARRAY, start, ++at, List.of(), items);
  }

  /** Reads a comma with what is around it, or stops at the closing bracket. */
  private void separator(char close, int opened) throws JsonProblem {
    blanks();
    if (next(close)) {
      return;
    }
    if (!next(',')) {
      throw complaints.noSeparator(at, opened, close);
    }
    int comma = at++;
    blanks();
    if (next('}') || next(']')) {
      throw complaints.trailingComma(comma, (char) bytes[at]);
    }
    if (at == bytes.length) {
      throw complaints.endsInside(opened);
    }
  }

  private void string() throws JsonProblem {
    int start = at++;
    while (true) {
      if (at >= bytes.length) {
        throw complaints.openString(start);
      }
      byte b = bytes[at];
      if (b == '"') {
        at++;
        return;
      }
      if (b >= 0 && b < 0x20) {
        throw complaints.controlInString(at, start);
      }
      at++;
      if (b == '\\') {
        escape();
      }
    }
  }

  private void escape() throws JsonProblem {
    if (at >= bytes.length) {
      return;
    }
    char c = (char) bytes[at];
    if ("\"\\/bfnrt".indexOf(c) >= 0) {
      at++;
      return;
    }
    boolean hex = c == 'u' && at + 4 < bytes.length;
    for (int i = 1; hex && i <= 4; i++) {
      hex = Character.digit(bytes[at + i], 16) >= 0;
    }
    if (!hex) {
      throw complaints.escape(at - 1);
    }
    at += 5;
  }

  private Node number() throws JsonProblem {
    int start = at;
    if (next('-')) {
      at++;
    }
    int whole = at;
    int digits = digits();
    boolean bad = digits == 0 || (digits > 1 && bytes[whole] == '0');
    if (next('.')) {
      at++;
      bad |= digits() == 0;
    }
    if (next('e') || next('E')) {
      at++;
      if (next('+') || next('-')) {
        at++;
      }
      bad |= digits() == 0;
    }
    if (bad) {
      throw complaints.number(start);
    }
    return Node.scalar(Node.Kind.NUMBER, start, at);
  }

  private int digits() {
    int start = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - start;
  }
}
