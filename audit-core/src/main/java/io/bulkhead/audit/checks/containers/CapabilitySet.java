package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The capabilities of a container.
 *
 * @param asked what its settings give every process that is started in it
 * @param held what its first process has in any of its sets; empty if that was not seen, or if it
 *     has no process
 * @param unseen why the first process was not seen although there is one
 */
record CapabilitySet(
    Set<String> asked,
    Optional<Set<String>> held,
    Optional<Reading.Unreadable<ProcessFacts>> unseen,
    List<Evidence> evidence) {
  private static final List<String> SETS = List.of("CapBnd", "CapEff", "CapPrm", "CapAmb");

  static CapabilitySet of(HostSnapshot host, Container container) {
    Set<String> asked = asked(container);
    Evidence says = EachContainer.inspect(container, "HostConfig", settings(container));
    return Proof.of(host, container)
        .fold(
            process -> proven(process, asked, says),
            stopped -> new CapabilitySet(asked, Optional.empty(), Optional.empty(), List.of(says)),
            unseen ->
                new CapabilitySet(asked, Optional.empty(), Optional.of(unseen), List.of(says)));
  }

  /** All that a process in it has or can get. */
  Set<String> all() {
    Set<String> all = new TreeSet<>(asked);
    held.ifPresent(all::addAll);
    return all;
  }

  Evidence[] proof() {
    return evidence.toArray(Evidence[]::new);
  }

  private static CapabilitySet proven(
      Reading.Present<ProcessFacts> process, Set<String> asked, Evidence says) {
    Map<String, Long> masks = process.value().capabilities();
    Set<String> held = new TreeSet<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String set : SETS) {
      Long mask = masks.get(set);
      if (mask != null) {
        held.addAll(Capabilities.names(mask));
        evidence.add(evidence(process, set, mask));
      }
    }
    evidence.add(says);
    boolean whole = masks.containsKey("CapBnd") && masks.containsKey("CapEff");
    Optional<Reading.Unreadable<ProcessFacts>> unseen =
        whole
            ? Optional.empty()
            : Optional.of(
                new Reading.Unreadable<>(process.origin(), "its capability sets are not told"));
    return new CapabilitySet(asked, Optional.of(held), unseen, evidence);
  }

  /** What its settings give a process of root in it. */
  static Set<String> asked(Container container) {
    Container.Security security = container.security();
    return security.privileged()
        ? Capabilities.every()
        : Capabilities.given(security.capAdd(), security.capDrop());
  }

  private static Evidence evidence(Reading.Present<ProcessFacts> process, String set, long mask) {
    String source = "/proc/" + process.value().pid() + "/status " + set;
    return Evidence.of(
        new Origin(source, process.origin().strength()), HexFormat.of().toHexDigits(mask));
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
