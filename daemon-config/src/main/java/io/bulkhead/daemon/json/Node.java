package io.bulkhead.daemon.json;

import java.util.List;

/**
 * A value in the text, by byte offsets.
 *
 * @param start first byte of the value
 * @param end behind its last byte
 * @param members of an object, in the order of the text, doubles included
 * @param items of an array
 */
record Node(Kind kind, int start, int end, List<Member> members, List<Node> items) {

  enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
  }

  /**
   * A member of an object.
   *
   * @param key decoded
   * @param keyStart the opening quote
   * @param keyEnd behind the closing quote
   */
  record Member(String key, int keyStart, int keyEnd, Node value) {}

  Node {
    members = List.copyOf(members);
    items = List.copyOf(items);
  }

  static Node scalar(Kind kind, int start, int end) {
    return new Node(kind, start, end, List.of(), List.of());
  }

  /** The members with this key; more than one where the text doubles it. */
  List<Member> named(String key) {
    return members.stream().filter(m -> m.key().equals(key)).toList();
  }

  /** Index of the first member with this key, -1 if there is none. */
  int indexOf(String key) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
