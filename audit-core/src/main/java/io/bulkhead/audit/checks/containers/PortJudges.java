package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.AdminPorts;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Published;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is published, and on which addresses. */
final class PortJudges {
  private static final int PRIVILEGED = 1024;
  private static final String FIRST_ORDINARY = "net.ipv4.ip_unprivileged_port_start";

  private PortJudges() {}

  /** What is said of bad ports, before their list, and where there is none. */
  private record Words(String found, String none) {}

  static Ground privileged(HostSnapshot host, Container container, Policy policy) {
    if (HostPorts.shared(host, container)) {
      return HostPorts.privileged(host, container, policy, ordinary(host));
    }
    return judge(
        host,
        container,
        policy,
        port -> port.port() > 0 && port.port() < ordinary(host),
        new Words("publishes privileged ports: ", "publishes no privileged port"));
  }

  /** The first port that everybody may open (ip(7)). */
  private static int ordinary(HostSnapshot host) {
    return host.kernel()
        .sysctl(FIRST_ORDINARY)
        .seen()
        .filter(text -> text.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .orElse(PRIVILEGED);
  }

  static Ground bound(HostSnapshot host, Container container, Policy policy) {
    if (HostPorts.shared(host, container)) {
      return Grounds.notApplicable(
          "", "publishes nothing: it is on the host's network", mode(container));
    }
    return judge(
        host,
        container,
        policy,
        Published::everywhere,
        new Words("publishes on every address: ", "publishes on no wildcard address"));
  }

  static Ground admin(HostSnapshot host, Container container, Policy policy) {
    if (HostPorts.shared(host, container)) {
      return HostPorts.admin(host, container, policy, AdminPorts.ALL);
    }
    return judge(
        host,
        container,
        policy,
        port -> AdminPorts.ALL.contains(port.inside()) && !HostPorts.inner(port.hostIp()),
        new Words(
            "publishes a data store or an administrator's port: ",
            "publishes no data store or administrator's port"));
  }

  /** Which ports are needed is for a person, unless the site has said so. */
  static Ground needed(HostSnapshot host, Container container, Policy policy) {
    if (container.course().publishesAll()) {
      return Grounds.fail(
          "",
          "publishes every port that its image exposes",
          EachContainer.inspect(container, "HostConfig.PublishAllPorts", true));
    }
    if (HostPorts.shared(host, container)) {
      return Grounds.manual(
          "", "is on the host's network: see what its processes listen on", mode(container));
    }
    List<Published> ports = HostPorts.of(host, container);
    Evidence says = HostPorts.evidence(container, ports);
    if (ports.isEmpty()) {
      return Grounds.pass("", "publishes no port", says);
    }
    List<Published> others =
        ports.stream().filter(p -> !HostPorts.allowed(policy, container, p)).toList();
    if (others.isEmpty()) {
      return Grounds.pass("", "publishes only ports that the policy allows", says);
    }
    return policy.states(ContainerValues.PORTS)
        ? Grounds.fail("", "publishes ports that the policy does not allow: " + list(others), says)
        : Grounds.manual(
            "", "whether it has to publish " + list(others) + " is for a person", says);
  }

  private static Ground judge(
      HostSnapshot host,
      Container container,
      Policy policy,
      Predicate<Published> bad,
      Words words) {
    List<Published> ports = HostPorts.of(host, container);
    Evidence says = HostPorts.evidence(container, ports);
    List<Published> failing =
        ports.stream().filter(bad).filter(p -> !HostPorts.allowed(policy, container, p)).toList();
    return failing.isEmpty()
        ? Grounds.pass("", ports.isEmpty() ? "publishes no port" : words.none(), says)
        : Grounds.fail("", words.found() + list(failing), says);
  }

  private static String list(List<Published> ports) {
    String first = ports.stream().limit(8).map(Published::text).collect(Collectors.joining(", "));
    return ports.size() > 8 ? first + " and " + (ports.size() - 8) + " more" : first;
  }

  private static Evidence mode(Container container) {
    return EachContainer.inspect(
        container, "HostConfig.NetworkMode", container.security().networkMode());
  }
}
