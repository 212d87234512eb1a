package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a container joins a namespace of one that may do more than it should. */
final class JoinedNamespaces {
  private static final List<NamespaceKind> JOINABLE =
      List.of(NamespaceKind.NETWORK, NamespaceKind.PID, NamespaceKind.IPC);

  private JoinedNamespaces() {}

  static Ground judge(HostSnapshot host, Container container, Policy policy) {
    List<Evidence> evidence = new ArrayList<>();
    Optional<String> unsure = Optional.empty();
    for (NamespaceKind kind : JOINABLE) {
      String mode = kind.modeOf(container);
      if (!mode.startsWith(NamespaceModes.JOIN)) {
        continue;
      }
      evidence.add(EachContainer.inspect(container, kind.field(), mode));
      Optional<Container> other =
          NamespaceModes.find(host, mode.substring(NamespaceModes.JOIN.length()));
      if (other.isEmpty()) {
        unsure =
            Optional.of("joins the " + kind.word() + " namespace of a container that was not seen");
        continue;
      }
      Ground power = power(host, other.get(), policy);
      if (power.outcome() == Outcome.FAIL) {
        evidence.addAll(power.evidence());
        return Grounds.fail(
            "",
            "joins the "
                + kind.word()
                + " namespace of "
                + other.get().name()
                + ", which "
                + power.says(),
            evidence.toArray(Evidence[]::new));
      }
      if (power.outcome() == Outcome.UNDETERMINED) {
        unsure = Optional.of("joins " + other.get().name() + ", and what that may do was not seen");
      }
    }
    return unsure.isPresent()
        ? Grounds.undetermined("", unsure.get(), evidence.toArray(Evidence[]::new))
        : harmless(container, evidence);
  }

  private static Ground harmless(Container container, List<Evidence> evidence) {
    return evidence.isEmpty()
        ? Grounds.pass(
            "",
            "joins no other container",
            EachContainer.inspect(container, "HostConfig", NamespaceModes.summary(container)))
        : Grounds.pass("", "joins an ordinary container", evidence.toArray(Evidence[]::new));
  }

  /** The first thing that lifts a container above an ordinary one. */
  private static Ground power(HostSnapshot host, Container other, Policy policy) {
    List<Ground> all =
        List.of(
            ContainerChecks.privileged(host, other),
            EngineSocketReach.judge(host, other),
            CapabilityUse.judge(host, other, policy),
            new HostNamespace(NamespaceKind.PID).judge(host, other),
            new HostNamespace(NamespaceKind.NETWORK).judge(host, other));
    return all.stream()
        .filter(g -> g.outcome() == Outcome.FAIL)
        .findFirst()
        .or(() -> all.stream().filter(g -> g.outcome() == Outcome.UNDETERMINED).findFirst())
        .orElse(all.get(0));
  }
}
