package io.bulkhead.cli.wiring;

import io.bulkhead.audit.policy.Policy;
import io.bulkhead.cli.command.Environment;
import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.engine.endpoint.Endpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What one run is about, decided before anything is put together.
 *
 * @param root absolute, {@code /} for the running system
 * @param state where journal and before-images are kept
 * @param endpoint the engine to ask; empty below another root
 * @param policy what the site allows and expects
 * @param tool version of Bulkhead
 */
record Run(
    Path root,
    ChangeDesk.StatePlace state,
    Optional<Endpoint> endpoint,
    Environment environment,
    Clock clock,
    Policy policy,
    String tool) {
  boolean live() {
    return root.equals(Path.of("/"));
  }

  String endpointUri() {
    return endpoint.map(Endpoint::uri).orElse("");
  }
}
