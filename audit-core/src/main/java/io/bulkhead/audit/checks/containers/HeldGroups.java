package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Interior;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Powerful groups that processes of a container really have: its image may put its user into a
 * group whose number is another group's on the host. Root has their power anyway, and a user
 * without an account gets group 0, so neither counts.
 */
final class HeldGroups {
  private HeldGroups() {}

  static Optional<Ground> powerful(HostSnapshot host, Container container, Evidence says) {
    List<Accounts.Group> groups =
        host.accounts().seen().map(Accounts::groups).orElse(List.of()).stream()
            .filter(g -> g.gid() != 0 && SettingJudges.POWERFUL.contains(g.name()))
            .toList();
    var members = host.interior(container).then(inside -> inside.value().members());
    TreeSet<String> held = new TreeSet<>();
    for (Interior.Member member : members.seen().orElse(List.of())) {
      groups.stream()
          .filter(g -> !member.uids().contains(0L) && member.groups().contains(g.gid()))
          .forEach(g -> held.add("group " + g.gid() + " (" + g.name() + ")"));
    }
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Grounds.fail(
                "",
                "its processes are in " + String.join(", ", held),
                Evidence.of(members.origin(), String.join(", ", held)),
                says));
  }
}
