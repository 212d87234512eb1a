package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * The daemon behind the endpoint, and how it is configured.
 *
 * @param process the dockerd that answers at the endpoint; absent if none runs
 * @param control how it is started and restarted
 * @param configFile the file it reads: default, or as {@code --config-file} says
 * @param settings by daemon.json key; every key of the options catalogue that exists in this
 *     version
 * @param problems what is wrong with the configuration file or the flags, in order of appearance
 * @param version engine version the settings were computed for; empty if unknown
 * @param unit the systemd unit with its drop-ins; absent without systemd or without a unit
 * @param socketUnit the systemd socket unit
 * @param credentials paths of files that give the engine a URL with user and password in it
 * @param subordinates ranges of /etc/subuid and /etc/subgid
 * @param otherDaemons pids and endpoints of other engines on this host, one sentence part each
 */
public record Daemon(
    Reading<Running> process,
    Control control,
    Reading<ConfigFile> configFile,
    Map<String, Setting> settings,
    List<Problem> problems,
    String version,
    Reading<Unit> unit,
    Reading<SocketUnit> socketUnit,
    List<String> credentials,
    Reading<List<Subordinate>> subordinates,
    List<String> otherDaemons) {

  public Daemon {
    settings = Map.copyOf(settings);
    problems = List.copyOf(problems);
    credentials = List.copyOf(credentials);
    otherDaemons = List.copyOf(otherDaemons);
  }

  /** The setting of a key; unreadable if it was not gathered. */
  public Setting setting(String key) {
    Setting known = settings.get(key);
    if (known != null) {
      return known;
    }
    Reading<ConfigValue> unseen =
        Reading.unreadable(Origin.assumed("setting " + key), "the daemon's settings were not seen");
    return new Setting(key, unseen, unseen, false);
  }

  /**
   * The daemon's process; more about it is among {@link HostSnapshot#processes()}.
   *
   * @param pid process id as this system sees it
   * @param exe path of the program; ends in {@code (deleted)} after an upgrade without restart
   * @param argv its arguments, the program first
   * @param environment the variables that act like options (DOCKER_*, *_PROXY), credentials
   *     redacted; unreadable without privilege
   * @param startedEpochMillis start time, milliseconds since 1970-01-01 UTC
   * @param ownRoot it has another root or mount namespace than Bulkhead, so its paths are not ours
   */
  public record Running(
      int pid,
      String exe,
      List<String> argv,
      Reading<Map<String, String>> environment,
      long startedEpochMillis,
      boolean ownRoot) {
    public Running {
      argv = List.copyOf(argv);
    }
  }

  /** How the daemon is started, and so how it can be reloaded and restarted. */
  public enum ControlKind {
    /** A systemd unit. */
    SYSTEMD,
    /** An OpenRC service. */
    OPENRC,
    /** A process without a service manager whose command line is known. */
    PROCESS,
    /** Started by something Bulkhead cannot drive, or not visible. */
    UNKNOWN,
    /** No daemon runs here. */
    NONE
  }

  /**
   * The way to reload and restart it.
   *
   * @param unit unit or service name for SYSTEMD and OPENRC, else empty
   * @param why how this was found out, one sentence part
   */
  public record Control(ControlKind kind, String unit, String why) {}

  /**
   * The configuration file.
   *
   * @param path as the daemon sees it
   * @param exists false if there is none, which is fine for the default path
   * @param sha256 of its bytes, hex; empty if it does not exist
   * @param parses false if it is not a JSON object; {@link Daemon#problems} says why
   * @param modifiedEpochMillis last change of the content
   */
  public record ConfigFile(
      String path, boolean exists, String sha256, boolean parses, long modifiedEpochMillis) {}

  /**
   * One key with its effective value.
   *
   * @param key as in daemon.json, for example {@code live-restore}
   * @param running what the running daemon uses; absent if no daemon runs
   * @param nextStart what the next start would use
   * @param reloadable the engine takes it over by SIGHUP
   */
  public record Setting(
      String key,
      Reading<ConfigValue> running,
      Reading<ConfigValue> nextStart,
      boolean reloadable) {}

  /**
   * Something wrong in file or flags.
   *
   * @param where {@code path:line:column} or the flag
   * @param key the key concerned, empty if none
   * @param severity {@code stops} the next start, {@code ignored} without effect, {@code doubtful}
   * @param says what was seen
   * @param todo what to do about it
   */
  public record Problem(String where, String key, String severity, String says, String todo) {}

  /**
   * Ids that an account may map into user namespaces (subuid(5), subgid(5)).
   *
   * @param file {@code /etc/subuid} or {@code /etc/subgid}
   * @param owner name or number of the account
   */
  public record Subordinate(String file, String owner, long first, long count) {}

  /**
   * A service unit as the next start will use it.
   *
   * @param fragment path of the unit file
   * @param dropIns paths of drop-ins in the order they apply
   * @param execStart the effective command, unexpanded
   * @param environmentFiles paths, with a leading hyphen where optional
   * @param stopping the settings that decide what a stop of the unit ends, as far as they are set:
   *     KillMode, Delegate, OOMScoreAdjust, Restart
   * @param environment the variables it sets that act like options (DOCKER_*, *_PROXY), credentials
   *     redacted
   */
  public record Unit(
      String name,
      String fragment,
      List<String> dropIns,
      List<String> execStart,
      List<String> environmentFiles,
      Map<String, String> stopping,
      Map<String, String> environment) {
    public Unit {
      dropIns = List.copyOf(dropIns);
      execStart = List.copyOf(execStart);
      environmentFiles = List.copyOf(environmentFiles);
      stopping = Map.copyOf(stopping);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * A socket unit.
   *
   * @param listen ListenStream values after drop-ins
   * @param mode SocketMode, octal text; empty if not set (systemd then uses 0666)
   */
  public record SocketUnit(
      String name,
      String fragment,
      List<String> dropIns,
      List<String> listen,
      String mode,
      String user,
      String group) {
    public SocketUnit {
      dropIns = List.copyOf(dropIns);
      listen = List.copyOf(listen);
    }
  }
}
