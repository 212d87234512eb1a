package io.bulkhead.kernel.probes.network;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Port;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.EngineRelease;
import io.bulkhead.kernel.probes.facts.Firewall;
import io.bulkhead.kernel.probes.facts.Firewall.Rule;
import io.bulkhead.kernel.probes.facts.PublishedPorts;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A packet from a neighbour to 127.0.0.1 is rewritten to the container's address before the kernel
 * would call it absurd. Engines from 28 on drop it in the table raw.
 */
final class LoopbackPorts {
  private static final Pattern UDP = Pattern.compile("-p udp\\b|\\budp dport\\b");

  /** What comes in by one interface only. */
  private static final Pattern ONE_INTERFACE = Pattern.compile("(?<!! )-i |\\biifname (?!!=)");

  private LoopbackPorts() {}

  static Answer answer(Look look) {
    if (look.engine().rootless()) {
      return Answer.notApplicable("ports of a rootless engine are sockets of the host");
    }
    PublishedPorts ports = PublishedPorts.of(look);
    if (!ports.seen()) {
      return Answer.unknown("published ports were not seen");
    }
    if (ports.loopback().isEmpty()) {
      return Answer.pass(List.of(), "nothing is published on the loopback address");
    }
    Firewall firewall = Firewall.of(look);
    if (!firewall.seen()) {
      boolean later = EngineRelease.parse(look.engine().version()).atLeast(28, 0, 0);
      return Answer.unknown(
          later ? "dropped?" : "open?", "by the engine's version only: " + firewall.why());
    }
    List<Port> open = ports.loopback().stream().filter(p -> !closed(firewall, p)).toList();
    List<Long> numbers = open.stream().map(p -> (long) p.hostPort()).distinct().toList();
    if (!open.isEmpty()) {
      boolean asked =
          DaemonFacts.of(look).variable(look, "DOCKER_INSECURE_NO_IPTABLES_RAW").or("").equals("1");
      return Answer.fail(
          numbers,
          asked
              ? "the engine was told to leave the dropping rules out"
              : "neighbours on the same network reach them");
    }
    return Answer.pass(List.of(), "what comes from elsewhere is dropped");
  }

  /** For each protocol that is rewritten a rule of its own has to drop. */
  private static boolean closed(Firewall firewall, Port port) {
    List<String> protocols =
        firewall.rules().stream()
            .filter(r -> PublishedPorts.parse(r).filter(p -> same(p, port)).isPresent())
            .map(r -> UDP.matcher(r.text()).find() ? "udp" : "tcp")
            .distinct()
            .toList();
    return (protocols.isEmpty() ? List.of("") : protocols)
        .stream().allMatch(p -> firewall.rules().stream().anyMatch(r -> drops(r, port, p)));
  }

  private static boolean same(Port one, Port other) {
    return one.hostPort() == other.hostPort() && one.hostIp().equals(other.hostIp());
  }

  private static boolean drops(Rule rule, Port port, String protocol) {
    String text = rule.text();
    boolean raw = rule.table().equals("raw") || rule.chain().startsWith("raw");
    boolean whole = !ONE_INTERFACE.matcher(text).find();
    boolean protocolFits = protocol.isEmpty() || UDP.matcher(text).find() == protocol.equals("udp");
    return raw
        && rule.drops()
        && whole
        && protocolFits
        && text.contains(port.hostIp())
        && text.matches(".*(--dport|dport) " + port.hostPort() + "\\b.*");
  }
}
