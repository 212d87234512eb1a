package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.Set;
import java.util.TreeSet;

/** Which capabilities a container holds beyond the 14 that the engine gives every one. */
final class CapabilityUse {
  private CapabilityUse() {}

  static Ground judge(HostSnapshot host, Container container, Policy policy) {
    CapabilitySet set = CapabilitySet.of(host, container);
    Set<String> asked = beyond(set.asked(), container, policy);
    Evidence[] proof = set.proof();
    if (set.held().isPresent()) {
      Set<String> held = beyond(set.held().get(), container, policy);
      if (!held.isEmpty()) {
        return fail(held, "holds ", proof);
      }
      if (!asked.isEmpty()) {
        return fail(asked, "its first process gave up, but `docker exec` still gets ", proof);
      }
      return set.unseen().isPresent()
          ? Grounds.undetermined("", "the capabilities of its first process were not seen", proof)
          : Grounds.pass("", allowed(set, "holds no capability beyond the default"), proof);
    }
    if (!asked.isEmpty()) {
      return fail(asked, "asks for ", proof);
    }
    return set.unseen()
        .map(unseen -> Grounds.unseen("", unseen, proof))
        .orElseGet(
            () ->
                Grounds.pass("", allowed(set, "asks for no capability beyond the default"), proof));
  }

  private static String allowed(CapabilitySet set, String otherwise) {
    Set<String> more = new TreeSet<>(set.all());
    more.removeAll(Capabilities.DEFAULT);
    return more.isEmpty()
        ? otherwise
        : "has " + Capabilities.say(more) + ", which the policy allows";
  }

  private static Set<String> beyond(Set<String> names, Container container, Policy policy) {
    Set<String> beyond = new TreeSet<>(names);
    beyond.removeAll(Capabilities.DEFAULT);
    beyond.removeIf(name -> policy.allows(ContainerValues.CAPABILITIES, container, name));
    return beyond;
  }

  private static Ground fail(Set<String> beyond, String verb, Evidence... evidence) {
    return Grounds.fail("", verb + Capabilities.say(beyond), evidence);
  }
}
