package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why the API of a host cannot be moved to mutual TLS automatically. */
final class TlsObstacles {
  private TlsObstacles() {}

  static Optional<Manual> of(HostSnapshot host) {
    String why = why(host);
    if (!why.isEmpty()) {
      return Optional.of(new Manual(why, byHand(host)));
    }
    for (String key : TlsFix.KEYS) {
      ConfigValue wanted = key.equals("tlsverify") ? ConfigValue.of(true) : ConfigValue.of("…");
      Optional<Manual> obstacle = DaemonFile.obstacle(host, key, wanted);
      if (obstacle.isPresent()) {
        List<String> steps = new ArrayList<>(obstacle.get().byHand());
        steps.addAll(byHand(host));
        return Optional.of(new Manual(obstacle.get().why(), steps));
      }
    }
    return Optional.empty();
  }

  private static String why(HostSnapshot host) {
    Daemon daemon = host.daemon();
    if (!host.vantage().live()) {
      return "certificates are made and tried on the running host, not in a tree of files";
    }
    String endpoint = host.vantage().endpoint();
    if (!endpoint.isEmpty() && !endpoint.startsWith("unix://")) {
      return "Bulkhead asks the engine over "
          + endpoint
          + ", which this would cut off: ask it over its unix socket";
    }
    if (daemon.process().seen().isPresent() && !host.network().own().seen().orElse(false)) {
      return "the engine lives in another network namespace than Bulkhead, so no handshake could"
          + " be tried: run Bulkhead there (nsenter --net)";
    }
    List<String> lost = lost(host);
    if (!lost.isEmpty()) {
      return "the restart would end containers that were started with --rm, for good: "
          + String.join(", ", lost)
          + "; stop them first, or switch live-restore on";
    }
    return taken(host);
  }

  /** Containers that vanish when they stop; new keys cannot wait for somebody to agree to that. */
  static List<String> lost(HostSnapshot host) {
    boolean stay =
        host.daemon().setting("live-restore").running().seen().filter(v -> v.isTrue()).isPresent();
    return stay
        ? List.of()
        : host.engine().containers().seen().stream()
            .flatMap(all -> all.seen().stream())
            .filter(c -> c.running() && c.autoRemove())
            .map(Container::name)
            .toList();
  }

  private static String taken(HostSnapshot host) {
    for (String port : TlsFix.newPorts(host)) {
      boolean taken =
          host.listeners().seen().orElse(List.of()).stream()
              .anyMatch(l -> l.protocol().startsWith("tcp") && port.equals("" + l.port()));
      if (taken) {
        return "port " + port + ", where the API would go, is in use by another program";
      }
    }
    return "";
  }

  /** The ways of a person, the best one first. */
  private static List<String> byHand(HostSnapshot host) {
    List<String> steps = new ArrayList<>();
    steps.add("not needed? remove the tcp:// address where it is given");
    steps.add("needed from elsewhere? ssh needs no port, no certificates, and can be revoked:");
    steps.add("    docker context create NAME --docker host=ssh://USER@HOST");
    steps.add("    (USER in group docker equals root here; docker 18.09 or newer on both ends)");
    steps.add("needed with TLS: a CA for this engine alone, keys 0400 root:root, tlsverify,");
    steps.add("    tlscacert, tlscert and tlskey in " + DaemonFile.path(host) + ", port 2376");
    steps.add("    see docs/tls.md");
    steps.addAll(RestartAdvice.steps(host));
    return steps;
  }
}
