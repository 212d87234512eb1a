package io.bulkhead.kernel.files;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of owners from the root's own passwd and group, read once when first needed. */
final class AccountNames {
  /** Reads a text, empty if it cannot be read. */
  interface Text {
    String read(String path);
  }

  private final Text text;
  private @Nullable Map<Long, String> users;
  private @Nullable Map<Long, String> groups;

  AccountNames(Text text) {
    this.text = text;
  }

  synchronized String user(long uid) {
    if (users == null) {
      users = parse(text.read("/etc/passwd"));
    }
    return users.getOrDefault(uid, String.valueOf(uid));
  }

  synchronized String group(long gid) {
    if (groups == null) {
      groups = parse(text.read("/etc/group"));
    }
    return groups.getOrDefault(gid, String.valueOf(gid));
  }

  /** In both files the name is the first field and the number the third; the first entry wins. */
  private static Map<Long, String> parse(String file) {
    Map<Long, String> names = new HashMap<>();
    for (String line : file.split("\n")) {
      String[] fields = line.split(":", 4);
      if (fields.length > 2 && !fields[0].isBlank() && isNumber(fields[2])) {
        names.putIfAbsent(Long.parseLong(fields[2]), fields[0].strip());
      }
    }
    return names;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 11
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
