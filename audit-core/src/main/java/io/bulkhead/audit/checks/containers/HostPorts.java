package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Published;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ports of a container on the host: published ones, or its own on the host's network. */
final class HostPorts {
  private static final String HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";

  /** Loopback, and the private networks of RFC 1918 and RFC 4193, which nobody routes. */
  private static final Pattern INNER =
      Pattern.compile(
          "127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*|::1|[fF][cdCD][0-9a-fA-F]{2}:.*");

  private HostPorts() {}

  /** True if it has no network of its own, so that publishing means nothing. */
  static boolean shared(HostSnapshot host, Container container) {
    return NamespaceModes.of(host, container, NamespaceKind.NETWORK).sharesHost();
  }

  /** With the address that the network gives a port that names none. */
  static List<Published> of(HostSnapshot host, Container container) {
    List<Published> ports = new ArrayList<>();
    for (Published port : container.network().published()) {
      ports.add(
          port.hostIp().isEmpty()
              ? new Published(binding(host, container), port.hostPort(), port.containerPort())
              : port);
    }
    return ports;
  }

  private static String binding(HostSnapshot host, Container container) {
    List<Engine.Network> networks = host.engine().networks().seen().orElse(List.of());
    return networks.stream()
        .filter(n -> container.network().addresses().containsKey(n.name()))
        .map(n -> n.options().getOrDefault(HOST_BINDING, ""))
        .filter(address -> !address.isEmpty())
        .findFirst()
        .orElse("0.0.0.0");
  }

  static boolean inner(String address) {
    return INNER.matcher(address).matches();
  }

  static boolean allowed(Policy policy, Container container, Published port) {
    return policy.allows(ContainerValues.PORTS, container, address(port))
        || policy.allows(ContainerValues.PORTS, container, port.text());
  }

  private static String address(Published port) {
    return port.hostIp() + ":" + port.hostPort() + "/" + port.protocol();
  }

  static Evidence evidence(Container container, List<Published> ports) {
    return EachContainer.inspect(
        container,
        container.pid() == 0 ? "HostConfig.PortBindings" : "NetworkSettings.Ports",
        ports.isEmpty()
            ? "none"
            : ports.stream().limit(20).map(Published::text).collect(Collectors.joining(", ")));
  }

  static Ground privileged(HostSnapshot host, Container container, Policy policy, int below) {
    return judge(host, container, policy, l -> l.port() < below, "privileged ports of the host");
  }

  static Ground admin(HostSnapshot host, Container container, Policy policy, Set<Integer> ports) {
    return judge(
        host,
        container,
        policy,
        l -> ports.contains(l.port()) && !inner(l.address()),
        "a data store's or an administrator's port of the host");
  }

  /** What its processes hold in the host's network namespace. */
  private static Ground judge(
      HostSnapshot host, Container container, Policy policy, Predicate<Listener> bad, String what) {
    if (container.pid() == 0) {
      return Grounds.undetermined(
          "",
          "will be on the host's network, and what it listens on there shows only while it runs",
          EachContainer.inspect(
              container, "HostConfig.NetworkMode", container.security().networkMode()));
    }
    if (!sameNetwork(host, container)) {
      return Grounds.undetermined(
          "",
          "is on the engine's network, which is not the one whose listeners were seen",
          Grounds.evidence(host.interior(container).then(inside -> inside.value().ports())));
    }
    return host.listeners()
        .fold(
            seen -> listening(container, policy, bad, what, seen),
            none -> Grounds.undetermined("", "what listens on the host was not seen"),
            unseen -> Grounds.unseen("", unseen));
  }

  /** An engine may live in a network namespace of its own: then other ports are open in it. */
  private static boolean sameNetwork(HostSnapshot host, Container container) {
    Set<Integer> inside =
        host.interior(container)
            .then(seen -> seen.value().ports())
            .seen()
            .map(Set::copyOf)
            .orElse(Set.of(-1));
    Set<Integer> listeners =
        host.listeners().seen().orElse(List.of()).stream()
            .filter(l -> l.protocol().startsWith("tcp"))
            .map(Listener::port)
            .collect(Collectors.toSet());
    return inside.equals(listeners);
  }

  private static Ground listening(
      Container container,
      Policy policy,
      Predicate<Listener> bad,
      String what,
      Reading.Present<List<Listener>> all) {
    List<Listener> own = new ArrayList<>();
    Optional<Reading.Unreadable<List<Listener.Holder>>> unsure = Optional.empty();
    for (Listener listener : all.value()) {
      if (!bad.test(listener) || allowed(policy, container, published(listener))) {
        continue;
      }
      if (listener.holders() instanceof Reading.Unreadable<List<Listener.Holder>> unseen) {
        unsure = Optional.of(unseen);
      }
      boolean held =
          listener.holders().seen().orElse(List.of()).stream()
              .anyMatch(h -> h.containerId().equals(container.id()));
      if (held) {
        own.add(listener);
      }
    }
    if (!own.isEmpty()) {
      String list =
          own.stream().map(l -> published(l).text()).distinct().collect(Collectors.joining(", "));
      return Grounds.fail("", "listens on " + what + ": " + list, Evidence.of(all.origin(), list));
    }
    return unsure
        .map(unseen -> Grounds.unseen("", unseen))
        .orElseGet(
            () ->
                Grounds.pass(
                    "",
                    "is on the host's network and listens on no such port",
                    Evidence.of(all.origin(), all.value().size() + " listeners looked at")));
  }

  private static Published published(Listener listener) {
    String protocol = listener.protocol().startsWith("udp") ? "udp" : "tcp";
    return new Published(
        listener.address(), String.valueOf(listener.port()), listener.port() + "/" + protocol);
  }
}
