package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.List;

/** How a person restarts this host's engine. */
final class RestartAdvice {
  private RestartAdvice() {}

  /** Names of the containers that run now, in the engine's order. */
  static List<String> running(HostSnapshot host) {
    return host.engine().containers().seen().stream()
        .map(Engine.Containers::seen)
        .flatMap(List::stream)
        .filter(Container::running)
        .map(Container::name)
        .toList();
  }

  /** The command, and what it does to running containers. */
  static List<String> steps(HostSnapshot host) {
    List<String> steps = new ArrayList<>();
    List<String> running = running(host);
    boolean stay = host.engine().info().seen().flatMap(i -> i.liveRestore().seen()).orElse(false);
    if (!running.isEmpty() && !stay) {
      steps.add("the restart stops these containers: " + String.join(", ", running));
    }
    if (!running.isEmpty() && stay) {
      steps.add(
          "for network settings stop the containers first, live-restore keeps their old network: "
              + "docker stop "
              + String.join(" ", running));
    }
    steps.add(command(host.daemon().control()));
    return steps;
  }

  static String command(Daemon.Control control) {
    return switch (control.kind()) {
      case SYSTEMD -> "systemctl daemon-reload && systemctl restart " + control.unit();
      case OPENRC -> "rc-service " + control.unit() + " restart";
      default -> "restart the engine the way it was started";
    };
  }
}
