package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.ReloadRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** May a key of daemon.json be edited here, and what must the engine do then. */
final class DaemonFile {
  /** A key that stops the engine and that a change of its own takes away. */
  private static final String REMOVED_HERE = "disable-legacy-registry";

  private DaemonFile() {}

  /** Path of the file the daemon reads. */
  static String path(HostSnapshot host) {
    return host.daemon()
        .configFile()
        .seen()
        .map(Daemon.ConfigFile::path)
        .orElse(WellKnownPaths.DAEMON_JSON);
  }

  /** Why {@code key} cannot be edited safely, with the way by hand; empty if it can. */
  static Optional<Manual> obstacle(HostSnapshot host, String key, ConfigValue wanted) {
    return notOurs(host, key, wanted)
        .or(() -> broken(host))
        .or(
            () ->
                FlagAdvice.movable(host, key).isPresent()
                    ? Optional.empty()
                    : FlagAdvice.setByFlag(host, key, wanted))
        .or(() -> pendingRestart(host, key, wanted));
  }

  private static Optional<Manual> notOurs(HostSnapshot host, String key, ConfigValue wanted) {
    String line = "set \"" + key + "\": " + wanted + " in the engine's configuration file";
    Daemon daemon = host.daemon();
    String why = notOursBecause(host, daemon);
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Manual(
                why, List.of("on the machine where the engine runs, " + line, "restart it")));
  }

  private static String notOursBecause(HostSnapshot host, Daemon daemon) {
    String desktop = host.engine().info().seen().map(info -> info.operatingSystem()).orElse("");
    if (desktop.contains("Docker Desktop")) {
      return "Docker Desktop owns the file: change it in its settings";
    }
    boolean answers = host.engine().version().seen().isPresent();
    if (host.vantage().live() && answers && daemon.process().seen().isEmpty()) {
      return "the engine at "
          + host.vantage().endpoint()
          + " is not a process this host shows, so its files are elsewhere";
    }
    if (daemon.process().seen().map(Daemon.Running::ownRoot).orElse(false)) {
      return "the engine runs with another root directory, so its paths are not this host's";
    }
    String path = path(host);
    if (path.startsWith("/nix/store/") || path.startsWith("/var/snap/")) {
      return path + " is generated and would be written over";
    }
    return unseen(host, daemon);
  }

  private static String unseen(HostSnapshot host, Daemon daemon) {
    if (host.vantage().live() && daemon.process() instanceof Reading.Unreadable<Daemon.Running> u) {
      return "the engine's command line could not be seen (" + u.reason() + ")";
    }
    return daemon.configFile() instanceof Reading.Unreadable<Daemon.ConfigFile> u
        ? "the engine's configuration file could not be read (" + u.reason() + ")"
        : "";
  }

  private static Optional<Manual> broken(HostSnapshot host) {
    List<Daemon.Problem> stops =
        host.daemon().problems().stream()
            .filter(p -> p.severity().equals("stops") && !p.key().equals(REMOVED_HERE))
            .toList();
    boolean parses =
        host.daemon().configFile().seen().map(f -> !f.exists() || f.parses()).orElse(true);
    if (stops.isEmpty() && parses) {
      return Optional.empty();
    }
    List<String> steps = new ArrayList<>();
    for (Daemon.Problem problem : stops) {
      steps.add(problem.where() + ": " + problem.says() + "; " + problem.todo());
    }
    steps.add("then run bulkhead plan again");
    String where = stops.isEmpty() ? path(host) : stops.get(0).where();
    return Optional.of(
        new Manual("the engine would not start with the configuration as it is: " + where, steps));
  }

  /** The file says it already and only the running engine does not know. */
  private static Optional<Manual> pendingRestart(
      HostSnapshot host, String key, ConfigValue wanted) {
    Daemon.Setting setting = host.daemon().setting(key);
    boolean written = setting.nextStart().seen().map(wanted::equals).orElse(false);
    boolean runs = setting.running().seen().map(wanted::equals).orElse(false);
    boolean alive = host.daemon().process().seen().isPresent();
    if (!written || runs || !alive) {
      return Optional.empty();
    }
    return Optional.of(
        new Manual(
            "\"" + key + "\" is configured already, the running engine was not restarted since",
            RestartAdvice.steps(host)));
  }

  /** What the engine must do so that {@code key} has the value {@code wanted}. */
  static Kind kind(HostSnapshot host, String key, ConfigValue wanted) {
    Daemon daemon = host.daemon();
    if (!host.vantage().live() || daemon.process().seen().isEmpty()) {
      return Kind.NONE;
    }
    if (proven(daemon.setting(key).running(), wanted)) {
      return Kind.NONE;
    }
    if (daemon.control().kind() == Daemon.ControlKind.UNKNOWN
        || daemon.control().kind() == Daemon.ControlKind.NONE) {
      return Kind.RESTART_BY_HAND;
    }
    return daemon.setting(key).reloadable()
            && !ReloadRisk.dropsAuthorization(host)
            && !FlagAdvice.running(daemon, key)
            && FlagAdvice.movable(host, key).isEmpty()
        ? Kind.RELOAD
        : Kind.RESTART;
  }

  private static boolean proven(Reading<ConfigValue> running, ConfigValue wanted) {
    return running instanceof Reading.Present<ConfigValue> p
        && p.origin().strength() != Strength.ASSUMED
        && p.value().equals(wanted);
  }
}
