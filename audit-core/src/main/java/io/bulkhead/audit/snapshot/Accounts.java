package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * Local accounts, from /etc/passwd and /etc/group.
 *
 * @param users all entries of passwd(5)
 * @param groups all entries of group(5)
 * @param otherSources name services beside {@code files} that nsswitch.conf names for passwd or
 *     group (for example {@code sss}, {@code ldap}); their accounts are not listed here
 */
public record Accounts(List<User> users, List<Group> groups, List<String> otherSources) {
  public Accounts {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
    otherSources = List.copyOf(otherSources);
  }

  /** An entry of passwd(5). */
  public record User(String name, long uid, long gid, String home, String shell) {}

  /** An entry of group(5), with its secondary members only. */
  public record Group(String name, long gid, List<String> members) {
    public Group {
      members = List.copyOf(members);
    }
  }

  public Optional<Group> group(long gid) {
    return groups.stream().filter(g -> g.gid() == gid).findFirst();
  }

  public Optional<User> user(String name) {
    return users.stream().filter(u -> u.name().equals(name)).findFirst();
  }
}
