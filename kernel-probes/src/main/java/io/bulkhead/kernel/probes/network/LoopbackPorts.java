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

/**
 * A packet from a neighbour to 127.0.0.1 is rewritten to the container's address before the kernel
 * would call it absurd. Engines from 28 on drop it in the table raw.
 */
final class LoopbackPorts {
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
    List<Port> open =
        ports.loopback().stream()
            .filter(p -> firewall.rules().stream().noneMatch(r -> drops(r, p)))
            .toList();
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

  private static boolean drops(Rule rule, Port port) {
    boolean raw = rule.table().equals("raw") || rule.chain().startsWith("raw");
    return raw
        && rule.drops()
        && rule.text().contains(port.hostIp())
        && rule.text().matches(".*(--dport|dport) " + port.hostPort() + "\\b.*");
  }
}
