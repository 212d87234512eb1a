package io.bulkhead.kernel.accounts;

import io.bulkhead.audit.snapshot.Accounts.Group;
import io.bulkhead.audit.snapshot.Accounts.User;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses passwd(5) and group(5) as the C library does: blank lines, comments and malformed lines do
 * not count.
 */
final class AccountFiles {
  private static final long NONE = -1;

  private AccountFiles() {}

  static List<User> users(String passwd) {
    List<User> users = new ArrayList<>();
    for (String line : passwd.split("\n")) {
      String[] f = line.stripLeading().split(":", -1);
      if (f.length < 7 || skipped(f[0])) {
        continue;
      }
      long uid = number(f[2]);
      long gid = number(f[3]);
      if (uid != NONE && gid != NONE) {
        users.add(new User(f[0], uid, gid, f[5], f[6].strip()));
      }
    }
    return users;
  }

  static List<Group> groups(String group) {
    List<Group> groups = new ArrayList<>();
    for (String line : group.split("\n")) {
      String[] f = line.stripLeading().split(":", -1);
      if (f.length < 4 || skipped(f[0])) {
        continue;
      }
      long gid = number(f[2]);
      if (gid != NONE) {
        groups.add(new Group(f[0], gid, members(f[3])));
      }
    }
    return groups;
  }

  private static List<String> members(String field) {
    List<String> members = new ArrayList<>();
    for (String name : field.split(",")) {
      if (!name.isBlank()) {
        members.add(name.strip());
      }
    }
    return members;
  }

  /** Plus and minus entries belong to NIS. */
  private static boolean skipped(String name) {
    return name.isEmpty()
        || name.charAt(0) == '#'
        || name.charAt(0) == '+'
        || name.charAt(0) == '-';
  }

  /** A user or group number, 32 bits unsigned. */
  private static long number(String text) {
    if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return NONE;
    }
    long value = Long.parseLong(text);
    return value < 1L << 32 ? value : NONE;
  }
}
