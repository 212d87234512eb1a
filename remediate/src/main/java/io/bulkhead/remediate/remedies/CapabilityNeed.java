package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Interior;
import io.bulkhead.audit.snapshot.Interior.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which capabilities a container was seen to need. The kernel keeps no record of what was used, so
 * this is what its processes give away: users they changed to, ports they listen on.
 *
 * @param names to add after {@code --cap-drop ALL}, sorted
 * @param signs why, one part of a sentence each
 */
record CapabilityNeed(Set<String> names, List<String> signs) {
  private static final int PRIVILEGED = 1024;

  static CapabilityNeed of(HostSnapshot host, Container container) {
    Set<String> names = new TreeSet<>();
    List<String> signs = new ArrayList<>();
    host.interior(container)
        .seen()
        .ifPresent(
            inside -> {
              users(inside, names, signs);
              ports(container, inside, names, signs);
            });
    return new CapabilityNeed(names, signs);
  }

  private static void users(Interior inside, Set<String> names, List<String> signs) {
    List<Member> members = inside.members().seen().orElse(List.of());
    long users = members.stream().map(m -> m.uids().get(0)).distinct().count();
    boolean root = members.stream().anyMatch(m -> m.effective() != 0);
    if (root && users > 1) {
      names.add("SETUID");
      names.add("SETGID");
      signs.add("it starts processes of other users");
    }
    if (!members.isEmpty() && !root) {
      signs.add("no process in it has a capability in force");
    }
  }

  private static void ports(
      Container container, Interior inside, Set<String> names, List<String> signs) {
    boolean own = !container.security().networkMode().equals("host");
    List<Integer> low =
        inside.ports().seen().orElse(List.of()).stream().filter(p -> p < PRIVILEGED).toList();
    if (own && !low.isEmpty()) {
      names.add("NET_BIND_SERVICE");
      signs.add("it listens on port " + low.get(0));
    }
  }

  /** {@code --cap-drop ALL} and what stays. */
  ContainerFix fix() {
    List<String> options = new ArrayList<>(List.of("--cap-drop ALL"));
    names.forEach(name -> options.add("--cap-add " + name));
    String reason = signs.isEmpty() ? "nothing it does was seen" : String.join(", ", signs);
    List<String> compose = new ArrayList<>(List.of("cap_drop: [ALL]"));
    if (!names.isEmpty()) {
      compose.add("cap_add: [" + String.join(", ", names) + "]");
    }
    options.add("(seen: " + reason + "; add what else it is known to need)");
    compose.add("(seen: " + reason + "; add what else it is known to need)");
    return new ContainerFix(List.of(), options, List.of(), compose);
  }
}
