package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;
import java.util.TreeSet;

/** Whether a container is on the network that everybody joins who names none. */
final class DefaultBridge {
  private static final String MARK = "com.docker.network.bridge.default_bridge";

  private DefaultBridge() {}

  static Ground judge(HostSnapshot host, Container container) {
    String mode = container.security().networkMode();
    Evidence says =
        EachContainer.inspect(
            container,
            "NetworkSettings.Networks",
            new TreeSet<>(container.network().addresses().keySet()) + ", NetworkMode " + mode);
    if (mode.startsWith(NamespaceModes.JOIN)) {
      return Grounds.notApplicable("", "has the network of another container", says);
    }
    boolean attached =
        container.network().addresses().keySet().stream().anyMatch(name -> standard(host, name));
    // a task of a service says "default" also when it is on the service's networks alone
    boolean nowhere = container.network().addresses().isEmpty();
    return attached || (nowhere && (mode.equals("default") || mode.equals("bridge")))
        ? Grounds.fail("", "is on the default bridge", says)
        : Grounds.pass("", "is not on the default bridge", says);
  }

  /** By the engine's own mark, whatever its interface is called. */
  private static boolean standard(HostSnapshot host, String name) {
    List<Engine.Network> networks = host.engine().networks().seen().orElse(List.of());
    return name.equals("bridge")
        || networks.stream()
            .anyMatch(n -> n.name().equals(name) && "true".equals(n.options().get(MARK)));
  }

  static Ground links(HostSnapshot host, Container container) {
    List<String> links = container.network().links();
    Evidence says = EachContainer.inspect(container, "HostConfig.Links", links);
    return links.isEmpty()
        ? Grounds.pass("", "has no links", says)
        : Grounds.fail("", "is linked to " + String.join(", ", links), says);
  }
}
