package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Local users and groups, by the host's own files.
 *
 * @param seen false if the group file could not be read
 * @param others true if accounts may also come from elsewhere (sssd, LDAP)
 */
public record LocalAccounts(
    boolean seen,
    Map<Long, String> users,
    Map<Long, Long> primaryGroups,
    Map<Long, String> groups,
    Map<String, List<String>> membersByGroup,
    boolean others) {
  public static LocalAccounts of(Look look) {
    return look.once(LocalAccounts.class, LocalAccounts::read);
  }

  private static LocalAccounts read(Look look) {
    String root = DaemonFacts.of(look).root();
    Map<Long, String> users = new HashMap<>(Map.of(0L, "root"));
    Map<Long, Long> primary = new HashMap<>();
    for (String line : look.raw(root + "/etc/passwd").or("").split("\n")) {
      String[] f = line.split(":", -1);
      long uid = f.length > 3 ? Look.decimal(f[2]).or(-1L) : -1;
      if (uid >= 0) {
        users.putIfAbsent(uid, f[0]);
        primary.putIfAbsent(uid, Look.decimal(f[3]).or(-1L));
      }
    }
    Map<Long, String> groups = new HashMap<>(Map.of(0L, "root"));
    Map<String, List<String>> members = new HashMap<>();
    var text = look.raw(root + "/etc/group");
    look.note(root + "/etc/group", text.seen() ? "read" : text.why());
    for (String line : text.or("").split("\n")) {
      String[] f = line.split(":", -1);
      long gid = f.length > 3 ? Look.decimal(f[2]).or(-1L) : -1;
      if (gid >= 0) {
        groups.putIfAbsent(gid, f[0]);
        members.putIfAbsent(f[0], names(f[3]));
      }
    }
    return new LocalAccounts(text.seen(), users, primary, groups, members, others(look, root));
  }

  private static List<String> names(String field) {
    List<String> names = new ArrayList<>();
    for (String name : field.split(",")) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return names;
  }

  private static boolean others(Look look, String root) {
    for (String line : look.raw(root + "/etc/nsswitch.conf").or("").split("\n")) {
      if (line.strip().startsWith("group:") && line.matches(".*\\b(sss|ldap|winbind|nis)\\b.*")) {
        look.note("/etc/nsswitch.conf", line.strip());
        return true;
      }
    }
    return false;
  }

  /** The group's name; empty if it has none. */
  public String group(long gid) {
    return groups.getOrDefault(gid, "");
  }

  public String user(long uid) {
    return users.getOrDefault(uid, "" + uid);
  }

  /** Members by the group's line. */
  public List<String> members(String group) {
    return membersByGroup.getOrDefault(group, List.of());
  }

  /** Everybody in a group: members, and those whose primary group it is; without root. */
  public List<String> everybody(long gid) {
    TreeSet<String> all = new TreeSet<>();
    groups.entrySet().stream()
        .filter(e -> e.getKey() == gid)
        .forEach(e -> all.addAll(members(e.getValue())));
    primaryGroups.forEach(
        (uid, primary) -> {
          if (primary == gid) {
            all.add(user(uid));
          }
        });
    all.remove("root");
    return List.copyOf(all);
  }
}
