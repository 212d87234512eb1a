package io.bulkhead.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.engine.command.ContainerCommands;
import io.bulkhead.engine.command.TrialContainer;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.facts.ContainerFacts;
import io.bulkhead.engine.facts.SettingFacts;
import io.bulkhead.engine.http.Call;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.engine.http.EngineHttp;
import io.bulkhead.engine.json.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a change needs from the engine: its settings, its containers, stop and start. Every call
 * opens its own connections, so it works again after the engine was restarted.
 */
public final class EngineCommands {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration KILL_MARGIN = Duration.ofSeconds(15);
  private static final int NANOS = 1_000_000_000;

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
    try (EngineHttp http = new EngineHttp(endpoint, EngineHttp.Limits.within(within))) {
      http.ping();
      return true;
    } catch (EngineCallException e) {
      return false;
    }
  }

  /**
   * Settings as the engine itself shows them now, by daemon.json key. What it cannot show is not in
   * the map: no-new-privileges before 24.0, icc without a default bridge, userland-proxy before
   * 29.5. The built-in seccomp profile is always {@code builtin}; insecure-registries are sorted
   * and leave out the loopback networks.
   */
  public Map<String, ConfigValue> effective() throws EngineCallException {
    try (EngineHttp http = new EngineHttp(endpoint)) {
      Call info = http.start("/info");
      Call bridge = http.start("/networks/bridge");
      Map<String, ConfigValue> shown = new LinkedHashMap<>(SettingFacts.ofInfo(info.await()));
      try {
        shown.putAll(SettingFacts.ofBridge(bridge.await()));
      } catch (EngineCallException e) {
        if (e.kind() != EngineCallException.Kind.NOT_FOUND) {
          throw e;
        }
      }
      return shown;
    }
  }

  /** The containers that run now, paused ones included. */
  public List<Running> running() throws EngineCallException {
    try (EngineHttp http = new EngineHttp(endpoint)) {
      List<Call> inspects = new ArrayList<>();
      for (JsonNode listed : http.get("/containers/json")) {
        inspects.add(
            http.start("/containers/" + EngineHttp.escaped(Trees.text(listed, "Id")) + "/json"));
      }
      List<Running> running = new ArrayList<>();
      for (Call inspect : inspects) {
        try {
          running.add(running(inspect.await()));
        } catch (EngineCallException e) {
          if (e.kind() != EngineCallException.Kind.NOT_FOUND) {
            throw e;
          }
        }
      }
      return running;
    }
  }

  private static Running running(JsonNode inspect) {
    JsonNode host = inspect.path("HostConfig");
    String policy = Trees.text(host.path("RestartPolicy"), "Name");
    return new Running(
        Trees.text(inspect, "Id"),
        ContainerFacts.name(Trees.text(inspect, "Name")),
        policy.isEmpty() ? "no" : policy,
        Trees.flag(host, "AutoRemove").orElse(false),
        Trees.text(inspect.path("State"), "StartedAt"));
  }

  /** Names of running containers whose health check says unhealthy. */
  public List<String> unhealthy() throws EngineCallException {
    String filters = EngineHttp.escaped("{\"health\":[\"unhealthy\"]}");
    try (EngineHttp http = new EngineHttp(endpoint)) {
      List<String> names = new ArrayList<>();
      for (JsonNode listed : http.get("/containers/json?filters=" + filters)) {
        names.add(ContainerFacts.listedName(listed));
      }
      return names;
    }
  }

  /**
   * Stops a container with its own grace period, cut to {@code limit}; one that does not run is
   * left alone.
   */
  public void stop(String containerId, Duration limit) throws EngineCallException {
    Duration grace = grace(containerId);
    boolean cut = grace.isNegative() || grace.compareTo(limit) > 0;
    Duration waits = cut ? limit : grace;
    new ContainerCommands(endpoint, waits.plus(KILL_MARGIN)).stop(containerId, waits);
  }

  private Duration grace(String containerId) throws EngineCallException {
    try (EngineHttp http = new EngineHttp(endpoint)) {
      JsonNode inspect = http.get("/containers/" + EngineHttp.escaped(containerId) + "/json");
      JsonNode seconds = inspect.path("Config").path("StopTimeout");
      return seconds.isInt() ? Duration.ofSeconds(seconds.intValue()) : DEFAULT_GRACE;
    }
  }

  /** Starts a container; one that runs is left alone. */
  public void start(String containerId) throws EngineCallException {
    new ContainerCommands(endpoint, START_LIMIT).start(containerId);
  }

  /** What a container may use, as far as it can be changed while it runs. */
  public record Limits(long memoryBytes, long pids, long cpuShares, String restartPolicy) {}

  /** The limits of a container now, 0 where nothing is set; empty if there is no such container. */
  public Optional<Limits> limits(String containerId) throws EngineCallException {
    try (EngineHttp http = new EngineHttp(endpoint)) {
      JsonNode inspect = http.get("/containers/" + EngineHttp.escaped(containerId) + "/json");
      JsonNode host = inspect.path("HostConfig");
      String policy = Trees.text(host.path("RestartPolicy"), "Name");
      int retries = host.path("RestartPolicy").path("MaximumRetryCount").asInt();
      return Optional.of(
          new Limits(
              host.path("Memory").asLong(),
              Math.max(0, host.path("PidsLimit").asLong()),
              host.path("CpuShares").asLong(),
              policy.isEmpty() ? "no" : retries > 0 ? policy + ":" + retries : policy));
    } catch (EngineCallException e) {
      if (e.kind() == EngineCallException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Changes one limit of a running container.
   *
   * @param field memory, pids-limit, cpu-shares or restart
   */
  public void update(String containerId, String field, String value) throws EngineCallException {
    new ContainerCommands(endpoint, START_LIMIT).update(containerId, field, value);
  }

  /**
   * Why the engine starts no container; empty if it does. A container of Bulkhead's own is started
   * and taken away again; no image of this host is run.
   *
   * @throws EngineCallException if that could not be tried
   */
  public Optional<String> trial() throws EngineCallException {
    String architecture;
    try (EngineHttp http = new EngineHttp(endpoint)) {
      architecture = Trees.text(http.get("/version"), "Arch");
    }
    return new TrialContainer(endpoint).attempt(architecture);
  }

  /**
   * The engine's reload events since then, oldest first. The engine remembers its last 256 events
   * of any kind, so ask soon.
   */
  public List<Reloaded> reloadsSince(Instant since) throws EngineCallException {
    String filters = EngineHttp.escaped("{\"type\":[\"daemon\"],\"event\":[\"reload\"]}");
    String path =
        "/events?since=" + stamp(since) + "&until=" + stamp(Instant.now()) + "&filters=" + filters;
    try (EngineHttp http = new EngineHttp(endpoint)) {
      List<Reloaded> reloads = new ArrayList<>();
      for (JsonNode event : http.getSequence(path)) {
        long nanos = event.path("timeNano").asLong();
        reloads.add(
            new Reloaded(
                Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS),
                Trees.textMap(event.path("Actor"), "Attributes")));
      }
      return reloads;
    }
  }

  private static String stamp(Instant instant) {
    return String.format(Locale.ROOT, "%d.%09d", instant.getEpochSecond(), instant.getNano());
  }
}
