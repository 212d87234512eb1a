package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineDriver.EngineFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An engine that OpenRC runs. */
final class OpenRcWay implements Way {
  private static final Duration LIMIT = Duration.ofSeconds(200);
  private static final Path LOG = Path.of("/var/log/docker.log");

  private final Services services;
  private final String service;
  private final EngineProcess process;

  OpenRcWay(Services services, String service, EngineProcess process) {
    this.services = services;
    this.service = service;
    this.process = process;
  }

  @Override
  public void reload() throws EngineFailed {
    run("reload");
  }

  /** A failed restart leaves it stopped, and then only a start brings it back. */
  @Override
  public void restart() throws EngineFailed {
    run("restart");
  }

  private void run(String action) throws EngineFailed {
    String program = services.find("rc-service");
    if (program.isEmpty()) {
      throw new EngineFailed("rc-service is not installed");
    }
    Services.Said said = services.run(List.of(program, service, action), new byte[0], LIMIT);
    if (!said.ok()) {
      throw LastWords.failed(
          "rc-service " + service + " " + action + " failed", LastWords.of(said.output()));
    }
  }

  @Override
  public String incarnation() {
    return process.incarnation();
  }

  @Override
  public Optional<String> trouble() {
    String program = services.find("rc-service");
    Services.Said said =
        services.run(List.of(program, service, "status"), new byte[0], Duration.ofSeconds(20));
    return said.output().contains("crashed")
        ? Optional.of(service + " has crashed")
        : Optional.empty();
  }

  @Override
  public List<String> lastWords() {
    try {
      return Files.isReadable(LOG) ? LastWords.ofLog(LogTail.of(LOG, 0)) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
