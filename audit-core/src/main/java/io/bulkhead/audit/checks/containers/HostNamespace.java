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
import java.util.List;
import java.util.Optional;

/** Whether a container shares a namespace of the host, directly or by joining one that does. */
record HostNamespace(NamespaceKind kind) implements ContainerJudge.Plain {

  @Override
  public Ground judge(HostSnapshot host, Container container) {
    if (kind == NamespaceKind.USER && !Modes.remapped(host)) {
      return Modes.rootless(host)
          ? Grounds.notApplicable("", "a rootless engine maps all its containers together")
          : Grounds.notApplicable("", "the engine maps no users to others");
    }
    List<Evidence> evidence = new ArrayList<>();
    NamespaceModes.Answer mode = NamespaceModes.of(host, container, kind);
    if (mode.sharesHost()) {
      evidence.add(EachContainer.inspect(container, kind.field(), mode.text()));
    }
    Reading<ProcessFacts> process = Proof.of(host, container);
    Optional<Boolean> proven =
        process.seen().flatMap(facts -> sameAsHost(facts, hostProcesses(host), evidence));
    if (mode.sharesHost() || proven.orElse(false)) {
      return Grounds.fail(
          "", "shares the host's " + kind.word() + " namespace", evidence.toArray(Evidence[]::new));
    }
    String own = mode.text().isEmpty() ? "own" : mode.text();
    evidence.add(EachContainer.inspect(container, kind.field(), own));
    if (container.pid() == 0 ? mode.unknown() : proven.isEmpty()) {
      if (process instanceof Reading.Unreadable<ProcessFacts> unseen) {
        evidence.add(Grounds.evidence(unseen));
      }
      return Grounds.undetermined(
          "",
          "whether it shares the host's " + kind.word() + " namespace was not seen",
          evidence.toArray(Evidence[]::new));
    }
    return Grounds.pass(
        "",
        kind == NamespaceKind.IPC && mode.text().equals("shareable")
            ? "has an ipc namespace of its own, which other containers may join"
            : "has " + kind.article() + " namespace of its own",
        evidence.toArray(Evidence[]::new));
  }

  /** Empty where either side was not seen. Equal to the daemon's or to init's counts as shared. */
  private Optional<Boolean> sameAsHost(
      ProcessFacts facts, List<ProcessFacts> ofHost, List<Evidence> evidence) {
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
      evidence.add(link(facts, own));
      evidence.add(link(other, theirs));
      if (theirs.equals(own)) {
        return Optional.of(true);
      }
      answer = Optional.of(false);
    }
    return answer;
  }

  private Evidence link(ProcessFacts facts, String inode) {
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
