package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether a container shares namespaces of the host, directly or by joining one that does. */
final class HostNamespaces {
  private HostNamespaces() {}

  static Ground judge(HostSnapshot host, Container container) {
    Set<String> shared = new LinkedHashSet<>();
    Set<String> unclear = new LinkedHashSet<>();
    List<Evidence> evidence = new ArrayList<>();
    Reading<ProcessFacts> process = Proof.of(host, container);
    List<ProcessFacts> ofHost = hostProcesses(host);
    for (NamespaceKind kind : NamespaceKind.values()) {
      if (kind == NamespaceKind.USER && !Modes.remapped(host)) {
        continue; // without remapping every container has the engine's user namespace
      }
      NamespaceModes.Answer mode = NamespaceModes.of(host, container, kind);
      if (mode.sharesHost()) {
        shared.add(kind.word());
        evidence.add(EachContainer.inspect(container, kind.field(), mode.text()));
      }
      Optional<Boolean> proven =
          process.seen().flatMap(facts -> sameAsHost(facts, ofHost, kind, evidence));
      if (proven.orElse(false)) {
        shared.add(kind.word());
      }
      boolean stopped = container.pid() == 0;
      if (stopped ? mode.unknown() : proven.isEmpty()) {
        unclear.add(kind.word());
      }
    }
    return ground(container, shared, unclear, process, evidence);
  }

  private static Ground ground(
      Container container,
      Set<String> shared,
      Set<String> unclear,
      Reading<ProcessFacts> process,
      List<Evidence> evidence) {
    if (!shared.isEmpty()) {
      return Grounds.fail(
          "",
          "shares the host's " + String.join(", ", shared) + " namespace",
          evidence.toArray(Evidence[]::new));
    }
    evidence.add(EachContainer.inspect(container, "HostConfig", NamespaceModes.summary(container)));
    if (container.pid() != 0) {
      evidence.add(0, Grounds.evidence(process.map(facts -> new TreeMap<>(facts.namespaces()))));
    }
    if (!unclear.isEmpty()) {
      return Grounds.undetermined(
          "",
          "whether it shares the host's " + String.join(", ", unclear) + " namespace was not seen",
          evidence.toArray(Evidence[]::new));
    }
    return Grounds.pass("", "has namespaces of its own", evidence.toArray(Evidence[]::new));
  }

  /** Empty where either side was not seen. Equal to the daemon's or to init's counts as shared. */
  private static Optional<Boolean> sameAsHost(
      ProcessFacts facts, List<ProcessFacts> ofHost, NamespaceKind kind, List<Evidence> evidence) {
    String own = facts.namespaces().get(kind.link());
    if (own == null) {
      return Optional.empty();
    }
    Optional<Boolean> answer = Optional.empty();
    for (ProcessFacts other : ofHost) {
      String theirs = other.namespaces().get(kind.link());
      if (theirs == null) {
        continue;
      }
      if (theirs.equals(own)) {
        evidence.add(link(facts, kind, own));
        evidence.add(link(other, kind, theirs));
        return Optional.of(true);
      }
      answer = Optional.of(false);
    }
    return answer;
  }

  private static Evidence link(ProcessFacts facts, NamespaceKind kind, String inode) {
    return Evidence.of(Origin.observed("/proc/" + facts.pid() + "/ns/" + kind.link()), inode);
  }

  private static List<ProcessFacts> hostProcesses(HostSnapshot host) {
    List<ProcessFacts> found = new ArrayList<>();
    host.daemon()
        .process()
        .seen()
        .map(Daemon.Running::pid)
        .flatMap(pid -> host.process(pid).seen())
        .ifPresent(found::add);
    host.process(1).seen().ifPresent(found::add);
    return found;
  }
}
