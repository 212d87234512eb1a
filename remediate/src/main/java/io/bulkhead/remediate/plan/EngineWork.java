package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.ReloadRisk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine does for a set of changes: at most one reload and one restart.
 *
 * @param first a reload that switches live-restore on before the restart, so that containers stay;
 *     empty where that does not help
 * @param action the reload or restart
 * @param stopping the containers that the restart stops
 */
record EngineWork(Optional<EngineAction> first, EngineAction action, List<ContainerRun> stopping) {
  /** Not applied to a bridge that containers still use over the restart. */
  private static final Set<String> NETWORK =
      Set.of(
          "icc",
          "userland-proxy",
          "userland-proxy-path",
          "iptables",
          "ip6tables",
          "ip-masq",
          "ip",
          "ip-forward",
          "bip",
          "bip6",
          "bridge",
          "fixed-cidr",
          "fixed-cidr-v6",
          "ipv6",
          "mtu",
          "default-gateway",
          "default-gateway-v6",
          "default-address-pools",
          "firewall-backend");

  private static final String LIVE_RESTORE = "live-restore";

  /**
   * A wanted state of the engine.
   *
   * @param kind the most that any change needs
   * @param file path of its configuration file
   * @param values values of the changed keys afterwards, as far as known
   * @param keys the changed keys
   */
  record Wanted(Kind kind, String file, Map<String, ConfigValue> values, Set<String> keys) {}

  static EngineWork of(HostSnapshot host, Wanted wanted) {
    List<ContainerRun> running = running(host);
    boolean kept = running(host, LIVE_RESTORE).map(ConfigValue::isTrue).orElse(false);
    ConfigValue after = wanted.values().get(LIVE_RESTORE);
    boolean network = wanted.keys().stream().anyMatch(NETWORK::contains);
    boolean restart = wanted.kind() == Kind.RESTART;
    boolean comesOn = !kept && after != null && after.isTrue();
    boolean goesOff = kept && after != null && !after.isTrue();
    boolean reloadFirst = restart && comesOn && !network && !running.isEmpty() && reloads(host);
    boolean stopFirst = restart && kept && !running.isEmpty() && (network || goesOff);
    boolean stops = restart && !reloadFirst && (stopFirst || !kept);
    EngineAction action = action(host, wanted, wanted.kind(), stopFirst);
    Optional<EngineAction> first =
        reloadFirst
            ? Optional.of(
                action(
                    host,
                    new Wanted(
                        Kind.RELOAD,
                        wanted.file(),
                        Map.of(LIVE_RESTORE, after),
                        Set.of(LIVE_RESTORE)),
                    Kind.RELOAD,
                    false))
            : Optional.empty();
    return new EngineWork(first, action, stops ? running : List.of());
  }

  private static EngineAction action(
      HostSnapshot host, Wanted wanted, Kind kind, boolean stopFirst) {
    Map<String, ConfigValue> intended = new LinkedHashMap<>();
    Map<String, ConfigValue> previous = new LinkedHashMap<>();
    wanted
        .values()
        .forEach(
            (key, value) ->
                running(host, key)
                    .filter(now -> shown(host, key))
                    .ifPresent(
                        now -> {
                          intended.put(key, value);
                          previous.put(key, now);
                        }));
    running(host, LIVE_RESTORE)
        .filter(now -> kind == Kind.RESTART)
        .ifPresent(
            now -> {
              intended.putIfAbsent(LIVE_RESTORE, now);
              previous.putIfAbsent(LIVE_RESTORE, now);
            });
    return new EngineAction(
        kind,
        host.daemon().control(),
        wanted.file(),
        intended,
        previous,
        kind == Kind.NONE ? List.of() : running(host),
        stopFirst);
  }

  /** True if the engine itself can be asked for the value, now and afterwards. */
  private static boolean shown(HostSnapshot host, String key) {
    return key.equals(LIVE_RESTORE)
        || key.equals("icc")
        || host.daemon().setting(key).running().origin().source().startsWith("GET ");
  }

  private static Optional<ConfigValue> running(HostSnapshot host, String key) {
    Reading<ConfigValue> reading = host.daemon().setting(key).running();
    return reading.seen();
  }

  /** A reload is out when it would drop authorization plugins. */
  static boolean reloads(HostSnapshot host) {
    return host.daemon().setting(LIVE_RESTORE).reloadable() && !ReloadRisk.dropsAuthorization(host);
  }

  /** Running containers that nobody else brings back: swarm and Kubernetes replace their own. */
  static List<ContainerRun> running(HostSnapshot host) {
    return host.engine().containers().seen().stream()
        .map(Engine.Containers::seen)
        .flatMap(List::stream)
        .filter(Container::running)
        .filter(c -> !c.labels().containsKey("com.docker.swarm.task.id"))
        .filter(c -> !c.labels().containsKey("io.kubernetes.pod.uid"))
        .map(
            c ->
                new ContainerRun(
                    c.id(), c.name(), c.restartPolicy(), c.autoRemove(), c.startedAt()))
        .toList();
  }
}
