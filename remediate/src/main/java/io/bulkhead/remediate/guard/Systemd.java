package io.bulkhead.remediate.guard;

import io.bulkhead.remediate.engine.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The commands of systemd that a guard needs. */
final class Systemd {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Services services;

  Systemd(Services services) {
    this.services = services;
  }

  /** Runs systemctl. */
  Services.Said control(String... words) {
    return run("systemctl", List.of(words));
  }

  /** Runs systemd-run. */
  Services.Said transiently(List<String> words) {
    return run("systemd-run", words);
  }

  /**
   * A second clock for a timer. The time of {@code --on-active} begins anew with every
   * daemon-reload and daemon-reexec (seen with systemd 252 and 257), that since the manager's start
   * does not. Both count CLOCK_MONOTONIC, as System.nanoTime() does on Linux; should it not, the
   * timer rings too early, which only makes the guard look at the deadline, or the other clock
   * rings.
   */
  List<String> sinceStartup(Duration within) {
    Services.Said started = control("show", "-p", "UserspaceTimestampMonotonic", "--value");
    try {
      long micros = Long.parseLong(started.output().strip());
      long due = System.nanoTime() / 1000 + within.toMillis() * 1000 - micros;
      return due > 0 ? List.of("--on-startup=" + due + "us") : List.of();
    } catch (NumberFormatException e) {
      return List.of();
    }
  }

  private Services.Said run(String program, List<String> words) {
    String path = services.find(program);
    if (path.isEmpty()) {
      return new Services.Said(-1, program + " is not installed");
    }
    List<String> command = new ArrayList<>(List.of(path));
    command.addAll(words);
    return services.run(command, new byte[0], LIMIT);
  }
}
