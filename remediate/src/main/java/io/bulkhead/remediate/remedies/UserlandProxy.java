package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.List;

/** Published ports go through the packet filter: userland-proxy is set to false. */
final class UserlandProxy implements Remedy {
  @Override
  public CheckId cures() {
    return new CheckId("DMN-004");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    boolean filtered =
        host.daemon().setting("iptables").nextStart().seen().map(ConfigValue::isTrue).orElse(true);
    if (!filtered) {
      return List.of(
          new Manual(
              "the engine may not use the packet filter (iptables is false): without its proxy no"
                  + " published port would work",
              List.of("let the engine use the packet filter first: remove \"iptables\": false")));
    }
    return List.of(
        KeyFix.of(
            host,
            "userland-proxy",
            ConfigValue.of(false),
            "Connections from this host to a published port over localhost or ::1 may fail.",
            publishing(host)));
  }

  private static List<String> publishing(HostSnapshot host) {
    List<String> names =
        host.engine().containers().seen().stream()
            .flatMap(c -> c.seen().stream())
            .filter(c -> c.running() && !c.network().published().isEmpty())
            .map(Container::name)
            .toList();
    return names.isEmpty() ? List.of() : List.of("publish ports now: " + String.join(", ", names));
  }
}
