package io.bulkhead.cli.wiring;

import io.bulkhead.cli.command.Environment;
import io.bulkhead.engine.endpoint.Endpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What one run is about, decided before anything is put together.
 *
 * @param root absolute, {@code /} for the running system
 * @param stateRoot directory below which the state directory is
 * @param endpoint the engine to ask; empty below another root
 * @param tool version of Bulkhead
 */
record Run(
    Path root,
    Path stateRoot,
    Optional<Endpoint> endpoint,
    Environment environment,
    Clock clock,
    String tool) {
  boolean live() {
    return root.equals(Path.of("/"));
  }

  String endpointUri() {
    return endpoint.map(Endpoint::uri).orElse("");
  }
}
