package io.bulkhead.remediate.json;

import java.util.ArrayList;
import java.util.List;

/** Keys from the top as a JSON pointer (RFC 6901). */
final class Pointer {
  private Pointer() {}

  static String write(List<String> path) {
    StringBuilder pointer = new StringBuilder();
    for (String key : path) {
      pointer.append('/').append(key.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  static List<String> read(String pointer) {
    if (!pointer.startsWith("/")) {
      throw new IllegalArgumentException("'" + pointer + "' is no path of keys");
    }
    List<String> path = new ArrayList<>();
    for (String key : pointer.substring(1).split("/", -1)) {
      path.add(key.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }
}
