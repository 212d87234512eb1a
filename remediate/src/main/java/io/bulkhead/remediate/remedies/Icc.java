package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Containers on the default bridge are cut off from each other: icc is set to false. */
final class Icc implements Remedy {
  private static final String SYSCTL = "net.bridge.bridge-nf-call-iptables";

  @Override
  public CheckId cures() {
    return new CheckId("DMN-001");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    Optional<Manual> refused = useless(host);
    return List.of(
        refused.isPresent()
            ? refused.get()
            : KeyFix.of(
                host,
                "icc",
                ConfigValue.of(false),
                "Programs that talk to another container by its address on the default bridge are"
                    + " cut off; networks made with docker network create are not touched.",
                affected(host)));
  }

  /** With these the engine would not start, or the setting would not separate anything. */
  private static Optional<Manual> useless(HostSnapshot host) {
    boolean filtered =
        host.daemon().setting("iptables").nextStart().seen().map(ConfigValue::isTrue).orElse(true);
    if (!filtered) {
      return Optional.of(
          new Manual(
              "the engine may not use the packet filter (iptables is false) and refuses to start"
                  + " with icc false",
              List.of(
                  "separate containers by networks: docker network create NAME, then docker run"
                      + " --network NAME",
                  "or let the engine use the packet filter again: remove \"iptables\": false")));
    }
    if (!host.vantage().live() || host.daemon().process().seen().isEmpty()) {
      return Optional.empty();
    }
    return noBridge(host).or(() -> unfiltered(host));
  }

  private static Optional<Manual> noBridge(HostSnapshot host) {
    boolean absent = host.engine().networks().seen().isPresent() && bridge(host).isEmpty();
    return absent
        ? Optional.of(
            new Manual(
                "this engine has no default bridge, so icc has nothing to act on",
                List.of("nothing to do unless the default bridge is switched on again")))
        : Optional.empty();
  }

  private static Optional<Manual> unfiltered(HostSnapshot host) {
    String value =
        host.kernel()
            .sysctl(SYSCTL)
            .fold(
                p -> p.value(), absent -> "absent", unseen -> "not seen (" + unseen.reason() + ")");
    return value.equals("1")
        ? Optional.empty()
        : Optional.of(
            new Manual(
                "bridged traffic does not pass the packet filter here ("
                    + SYSCTL
                    + " is "
                    + value
                    + "), so icc false would separate nothing",
                List.of(
                    "modprobe br_netfilter",
                    "sysctl -w " + SYSCTL + "=1",
                    "keep both over a reboot: /etc/modules-load.d and /etc/sysctl.d",
                    "then run bulkhead plan again")));
  }

  private static Optional<Engine.Network> bridge(HostSnapshot host) {
    return host.engine().networks().seen().stream()
        .flatMap(List::stream)
        .filter(n -> n.name().equals("bridge") && n.driver().equals("bridge"))
        .findFirst();
  }

  /** Who shares the default bridge now, and who keeps a link. */
  private static List<String> affected(HostSnapshot host) {
    List<Container> sharing = sharing(host);
    List<String> lines = new ArrayList<>();
    if (sharing.size() > 1) {
      lines.add(
          "cut off from each other on the default bridge: "
              + String.join(", ", sharing.stream().map(Container::name).toList()));
    }
    for (Container container : sharing) {
      for (String link : container.network().links()) {
        lines.add(
            container.name()
                + " keeps its link to "
                + link.substring(0, link.indexOf(':') < 0 ? link.length() : link.indexOf(':'))
                + ", for exposed ports only");
      }
    }
    return lines;
  }

  private static List<Container> sharing(HostSnapshot host) {
    List<String> attached = bridge(host).map(Engine.Network::containers).orElse(List.of());
    return host.engine().containers().seen().stream()
        .flatMap(c -> c.seen().stream())
        .filter(Container::running)
        .filter(c -> attached.contains(c.id()) || c.network().addresses().containsKey("bridge"))
        .toList();
  }
}
