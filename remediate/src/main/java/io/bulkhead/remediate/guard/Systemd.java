package io.bulkhead.remediate.guard;

import io.bulkhead.remediate.engine.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The commands of systemd that a guard needs. */
final class Systemd {
  private static final Duration LIMIT = Duration.ofSeconds(30);

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
