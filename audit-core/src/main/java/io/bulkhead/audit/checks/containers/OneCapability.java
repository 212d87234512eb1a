package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a container has one of some capabilities.
 *
 * @param names without CAP_
 */
record OneCapability(Set<String> names) implements ContainerJudge {
  static OneCapability of(String name) {
    return new OneCapability(Set.of(name));
  }

  @Override
  public Ground judge(HostSnapshot host, Container container, Policy policy) {
    CapabilitySet set = CapabilitySet.of(host, container);
    Set<String> held = meant(set.held().orElse(Set.of()), container, policy);
    Set<String> asked = meant(set.asked(), container, policy);
    if (!held.isEmpty()) {
      return Grounds.fail("", "holds " + String.join(", ", held), set.proof());
    }
    if (!asked.isEmpty()) {
      String verb =
          set.held().isPresent()
              ? "its first process gave up, but `docker exec` still gets "
              : "asks for ";
      return Grounds.fail("", verb + String.join(", ", asked), set.proof());
    }
    return set.unseen()
        .map(unseen -> Grounds.unseen("", unseen, set.proof()))
        .orElseGet(() -> Grounds.pass("", without(set, container, policy), set.proof()));
  }

  private String without(CapabilitySet set, Container container, Policy policy) {
    Set<String> allowed = new TreeSet<>(set.all());
    allowed.retainAll(names);
    allowed.removeIf(name -> !policy.allows(ContainerValues.CAPABILITIES, container, name));
    return allowed.isEmpty()
        ? names.size() == 1 ? "does not have it" : "has none of them"
        : "has " + String.join(", ", allowed) + ", which the policy allows";
  }

  private Set<String> meant(Set<String> has, Container container, Policy policy) {
    Set<String> meant = new TreeSet<>(has);
    meant.retainAll(names);
    meant.removeIf(name -> policy.allows(ContainerValues.CAPABILITIES, container, name));
    return meant;
  }
}
