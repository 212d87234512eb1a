package io.bulkhead.remediate.host;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.engine.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One program of the host, run without a shell and with a time limit. */
final class Program {
  /** Enough for every program here on a slow and busy host. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Services services;
  private final String name;

  Program(Services services, String name) {
    this.services = services;
    this.name = name;
  }

  /** Refuses where the host has no such program. */
  void installed() throws HostFailed {
    if (services.find(name).isEmpty()) {
      throw new HostFailed(name + " is not installed");
    }
  }

  /** Runs it; whatever it answers is data. */
  Services.Said ask(String... words) throws HostFailed {
    installed();
    String path = services.find(name);
    List<String> command = new ArrayList<>();
    command.add(path);
    command.addAll(List.of(words));
    return services.run(command, new byte[0], LIMIT);
  }

  /** Runs it; anything but exit status 0 is a failure told with the last line it said. */
  String run(String... words) throws HostFailed {
    Services.Said said = ask(words);
    if (!said.ok()) {
      throw new HostFailed(name + " " + String.join(" ", words) + " failed: " + last(said));
    }
    return said.output();
  }

  /** The last line that a program said. */
  static String last(Services.Said said) {
    List<String> lines = said.output().lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? "exit status " + said.exit()
        : Redaction.of(lines.get(lines.size() - 1).strip());
  }
}
