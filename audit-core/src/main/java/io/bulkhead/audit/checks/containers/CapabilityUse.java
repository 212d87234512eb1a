package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which capabilities a container holds beyond the 14 that the engine gives every one. */
final class CapabilityUse {
  private static final List<String> SETS = List.of("CapBnd", "CapEff", "CapPrm", "CapAmb");

  private CapabilityUse() {}

  static Ground judge(HostSnapshot host, Container container) {
    Set<String> asked = asked(container);
    Evidence says = EachContainer.inspect(container, "HostConfig", settings(container));
    return Proof.of(host, container)
        .fold(
            process -> proven(process, asked, says),
            stopped ->
                asked.isEmpty()
                    ? Grounds.pass("", "asks for no capability beyond the default", says)
                    : fail(asked, "asks for ", says),
            unseen ->
                asked.isEmpty()
                    ? Grounds.unseen("", unseen, says)
                    : fail(asked, "asks for ", says));
  }

  private static Ground proven(
      Reading.Present<ProcessFacts> process, Set<String> asked, Evidence says) {
    Map<String, Long> masks = process.value().capabilities();
    Set<String> held = new TreeSet<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String set : SETS) {
      Long mask = masks.get(set);
      if (mask != null) {
        held.addAll(Capabilities.beyondDefault(mask));
        evidence.add(evidence(process, set, mask));
      }
    }
    evidence.add(says);
    Evidence[] all = evidence.toArray(Evidence[]::new);
    if (!held.isEmpty()) {
      return fail(held, "holds ", all);
    }
    if (!asked.isEmpty()) {
      return fail(asked, "its first process gave up, but `docker exec` still gets ", all);
    }
    return masks.containsKey("CapBnd") && masks.containsKey("CapEff")
        ? Grounds.pass("", "holds no capability beyond the default", all)
        : Grounds.undetermined("", "the capabilities of its first process were not seen", all);
  }

  private static Ground fail(Set<String> beyond, String verb, Evidence... evidence) {
    return Grounds.fail("", verb + Capabilities.say(beyond), evidence);
  }

  private static Set<String> asked(Container container) {
    Container.Security security = container.security();
    return security.privileged()
        ? Capabilities.privileged()
        : Capabilities.beyondDefault(security.capAdd(), security.capDrop());
  }

  private static Evidence evidence(Reading.Present<ProcessFacts> process, String set, long mask) {
    String source = "/proc/" + process.value().pid() + "/status " + set;
    return Evidence.of(
        new Origin(source, process.origin().strength()), String.format(Locale.ROOT, "%016x", mask));
  }

  private static String settings(Container container) {
    Container.Security security = container.security();
    return "Privileged "
        + security.privileged()
        + ", CapAdd "
        + security.capAdd()
        + ", CapDrop "
        + security.capDrop();
  }
}
