package io.bulkhead.kernel.probes.catalogue;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.Namespaces;
import io.bulkhead.kernel.probes.facts.Standing;
import java.util.Optional;

/** Keeps a probe from speaking about a host that it does not see. */
final class Gate {
  private Gate() {}

  /** The answer that has to stand instead of the probe's own; empty if it may speak. */
  static Optional<Answer> instead(Probe probe, Look look) {
    if (probe.scope() == Scope.CONTEXT) {
      return Optional.empty();
    }
    if (Standing.of(look).sameHost().filter(same -> !same).isPresent()) {
      return Optional.of(Answer.notApplicable("the engine does not run on this kernel"));
    }
    Namespaces own = Namespaces.of(look);
    return switch (probe.scope()) {
      case USERS ->
          unless(
              own.isInitial("user"),
              "the value belongs to a user namespace, and this is not known to be the host's");
      case NETWORK -> network(look, own);
      case PROCESSES ->
          unless(
              !own.isOther("pid") || DaemonFacts.of(look).shares(look, "pid"),
              "processes are seen from another pid namespace than the host's");
      case FILES -> files(look);
      default -> Optional.empty();
    };
  }

  private static Optional<Answer> network(Look look, Namespaces own) {
    if (!own.isInitial("net") && !DaemonFacts.of(look).shares(look, "net")) {
      return Optional.of(
          Answer.unknown(
              "the value belongs to a network namespace, and this is not known to be the host's"));
    }
    Optional<Integer> daemon = DaemonFacts.of(look).pid();
    Got<String> its =
        daemon.map(pid -> look.link("/proc/" + pid + "/ns/net")).orElse(Got.error(Got.NO_DATA));
    boolean apart = its.seen() && !its.get().equals(look.link("/proc/self/ns/net").or(""));
    return unless(!apart, "the engine runs in a network namespace of its own");
  }

  private static Optional<Answer> files(Look look) {
    boolean hidden = Standing.of(look).container() && !DaemonFacts.of(look).filesSeen(look);
    return unless(!hidden, "Bulkhead runs inside a container and does not see the host's files");
  }

  private static Optional<Answer> unless(boolean speaks, String why) {
    return speaks ? Optional.empty() : Optional.of(Answer.unknown(why));
  }
}
