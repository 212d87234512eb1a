package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Sudoers.Rule;
import java.util.ArrayList;
import java.util.List;

/** Whom, where and as whom a sudo rule concerns. */
final class SudoScope {
  private SudoScope() {}

  /** Root needs no sudo. */
  static boolean root(String user) {
    return user.equals("root") || user.equals("#0");
  }

  /** False only if every host named is another one; names of nets and groups may be this one. */
  static boolean here(HostSnapshot host, Rule rule) {
    String name = host.vantage().hostName();
    List<String> ours = new ArrayList<>(host.network().names());
    ours.add(name);
    return rule.hosts().stream()
        .anyMatch(
            named ->
                named.equals("ALL")
                    || !named.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")
                    || ours.stream().anyMatch(our -> same(our, named)));
  }

  private static boolean same(String our, String named) {
    return our.equalsIgnoreCase(named)
        || our.split("\\.", 2)[0].equalsIgnoreCase(named.split("\\.", 2)[0]);
  }

  /** True if it runs commands as root, as anybody, or as a member of the engine's group. */
  static boolean powerful(HostSnapshot host, Rule rule) {
    List<String> reaches = new ArrayList<>(List.of("ALL", "root", "#0"));
    List<SocketGroup> groups = SocketGroup.all(host, new ArrayList<>());
    for (SocketGroup group : groups) {
      host.accounts().seen().map((Accounts a) -> group.members(a)).ifPresent(reaches::addAll);
    }
    return rule.runAs().stream().anyMatch(as -> reaches.contains(as) || as.startsWith("%"));
  }
}
