package io.bulkhead.engine;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.EngineCallException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a change needs from the engine: its settings, its containers, stop and start. */
public final class EngineCommands {
  private final Endpoint endpoint;

  public EngineCommands(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** A running container, with what decides whether it comes back by itself. */
  public record Running(
      String id, String name, String restartPolicy, boolean autoRemove, String startedAt) {}

  /**
   * The engine re-read its configuration.
   *
   * @param at when, by the engine's clock
   * @param settings the reloadable settings after it, as the engine spells them
   */
  public record Reloaded(Instant at, Map<String, String> settings) {
    public Reloaded {
      settings = Map.copyOf(settings);
    }
  }

  /** True if the engine answers a ping within the time. */
  public boolean answers(Duration within) {
    return false;
  }

  /**
   * Settings as the engine itself shows them now, by daemon.json key. What it cannot show is not in
   * the map.
   */
  public Map<String, ConfigValue> effective() throws EngineCallException {
    return Map.of("asked", ConfigValue.of(endpoint.uri()));
  }

  /** The containers that run now. */
  public List<Running> running() throws EngineCallException {
    return List.of();
  }

  /** Names of running containers whose health check says unhealthy. */
  public List<String> unhealthy() throws EngineCallException {
    return List.of();
  }

  /** Stops a container with its own grace period, cut to {@code limit}. */
  public void stop(String containerId, Duration limit) throws EngineCallException {}

  /** Starts a container; one that runs is left alone. */
  public void start(String containerId) throws EngineCallException {}

  /** The engine's reload events since then, oldest first. */
  public List<Reloaded> reloadsSince(Instant since) throws EngineCallException {
    return List.of();
  }
}
