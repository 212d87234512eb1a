package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A daemon being described for a test: Debian's docker.service without daemon.json. */
public final class DaemonSample {
  public static final int PID = 812;
  private static final Origin DEFAULT = Origin.derived("default of dockerd 26.1.5");
  private static final Set<String> RELOADABLE =
      Set.of("debug", "labels", "live-restore", "insecure-registries", "registry-mirrors");

  private final Map<String, Daemon.Setting> settings = new LinkedHashMap<>();
  private final List<Daemon.Problem> problems = new ArrayList<>();
  private Reading<Daemon.Running> process = runningAs("/usr/sbin/dockerd", "-H", "fd://");
  private Daemon.Control control =
      new Daemon.Control(
          Daemon.ControlKind.SYSTEMD, "docker.service", "MainPID of docker.service is 812");
  private Daemon.ConfigFile configFile =
      new Daemon.ConfigFile("/etc/docker/daemon.json", false, "", true, 0);
  private String version = "26.1.5+dfsg1";
  private List<String> dropIns = List.of();
  private List<String> listen = List.of("/run/docker.sock");
  private boolean units = true;
  private Map<String, String> stopping = Map.of("KillMode", "process", "Delegate", "yes");
  private List<String> credentials = List.of();
  private List<Daemon.Subordinate> subordinates = List.of();
  private final List<String> others = new ArrayList<>();

  private DaemonSample() {
    defaults("icc", ConfigValue.of(true));
    defaults("no-new-privileges", ConfigValue.of(false));
    defaults("live-restore", ConfigValue.of(false));
    defaults("userland-proxy", ConfigValue.of(true));
    defaults("log-driver", ConfigValue.of("json-file"));
    defaults("log-opts", new ConfigValue.Table(Map.of()));
    defaults("default-ulimits", new ConfigValue.Table(Map.of()));
    defaults("userns-remap", ConfigValue.of(""));
    defaults("seccomp-profile", ConfigValue.of(""));
    defaults("selinux-enabled", ConfigValue.of(false));
    defaults("group", ConfigValue.of("docker"));
    defaults("tls", ConfigValue.of(false));
    defaults("tlsverify", ConfigValue.of(false));
    defaults("tlscacert", ConfigValue.of("/root/.docker/ca.pem"));
    defaults("tlscert", ConfigValue.of("/root/.docker/cert.pem"));
    defaults("tlskey", ConfigValue.of("/root/.docker/key.pem"));
    defaults("metrics-addr", ConfigValue.of(""));
    defaults("network-diagnostic-port", ConfigValue.of(0));
    defaults("debug", ConfigValue.of(false));
    defaults("log-level", ConfigValue.of("info"));
    defaults("iptables", ConfigValue.of(true));
    defaults("ip6tables", ConfigValue.of(false));
    defaults("ip", ConfigValue.of("0.0.0.0"));
    defaults("insecure-registries", ConfigValue.of(List.of()));
    defaults("registry-mirrors", ConfigValue.of(List.of()));
    defaults("authorization-plugins", ConfigValue.of(List.of()));
    defaults("storage-opts", ConfigValue.of(List.of()));
    defaults("cgroup-parent", ConfigValue.of(""));
    defaults("experimental", ConfigValue.of(false));
    defaults("default-ipc-mode", ConfigValue.of("private"));
    defaults("default-cgroupns-mode", ConfigValue.of("private"));
    defaults("api-cors-header", ConfigValue.of(""));
    defaults("builder", new ConfigValue.Table(Map.of()));
    Origin flag = Origin.observed("-H in /proc/" + PID + "/cmdline");
    Reading<ConfigValue> hosts = Reading.present(ConfigValue.of(List.of("fd://")), flag);
    settings.put("hosts", new Daemon.Setting("hosts", hosts, hosts, false));
  }

  public static DaemonSample systemd() {
    return new DaemonSample();
  }

  private void defaults(String key, ConfigValue value) {
    Reading<ConfigValue> both = Reading.present(value, DEFAULT);
    settings.put(key, new Daemon.Setting(key, both, both, RELOADABLE.contains(key)));
  }

  private static Reading<Daemon.Running> runningAs(String... argv) {
    return Reading.present(
        new Daemon.Running(
            PID,
            argv[0],
            List.of(argv),
            Reading.present(Map.of(), Origin.observed("/proc/" + PID + "/environ")),
            1_795_000_000_000L,
            false),
        Origin.observed("/proc/" + PID));
  }

  /** Set in the file, and taken over by the running daemon. */
  public DaemonSample set(String key, ConfigValue value) {
    return running(key, value).nextStart(key, value);
  }

  /** What the running daemon uses. */
  public DaemonSample running(String key, ConfigValue value) {
    Origin origin = Origin.derived("/etc/docker/daemon.json as the daemon read it");
    return running(key, Reading.present(value, origin));
  }

  public DaemonSample running(String key, Reading<ConfigValue> reading) {
    Daemon.Setting old = settingOrBlank(key);
    settings.put(key, new Daemon.Setting(key, reading, old.nextStart(), old.reloadable()));
    return this;
  }

  /** What the next start would use. */
  public DaemonSample nextStart(String key, ConfigValue value) {
    Daemon.Setting old = settingOrBlank(key);
    Reading<ConfigValue> next = Reading.present(value, Origin.claimed("/etc/docker/daemon.json:2"));
    settings.put(key, new Daemon.Setting(key, old.running(), next, old.reloadable()));
    configFile =
        new Daemon.ConfigFile("/etc/docker/daemon.json", true, "0".repeat(64), true, 1_795L);
    return this;
  }

  /** Given by a flag of the unit, to the running daemon and at the next start. */
  public DaemonSample flag(String key, String flag, ConfigValue value) {
    Reading<ConfigValue> given =
        Reading.present(value, Origin.derived(flag + " in ExecStart of docker.service"));
    settings.put(key, new Daemon.Setting(key, given, given, RELOADABLE.contains(key)));
    return this;
  }

  private Daemon.Setting settingOrBlank(String key) {
    Reading<ConfigValue> absent = Reading.absent(DEFAULT);
    return settings.getOrDefault(
        key, new Daemon.Setting(key, absent, absent, RELOADABLE.contains(key)));
  }

  /** The key does not exist in this version. */
  public DaemonSample without(String key) {
    settings.remove(key);
    return this;
  }

  public DaemonSample problem(Daemon.Problem found) {
    problems.add(found);
    return this;
  }

  public DaemonSample argv(String... argv) {
    process = runningAs(argv);
    return this;
  }

  public DaemonSample process(Reading<Daemon.Running> reading) {
    process = reading;
    return this;
  }

  /** No daemon runs; the settings of the next start stay. */
  public DaemonSample stopped() {
    process = Reading.absent(Origin.observed("/proc"));
    settings.replaceAll(
        (key, s) ->
            new Daemon.Setting(key, Reading.absent(DEFAULT), s.nextStart(), s.reloadable()));
    return this;
  }

  public DaemonSample control(Daemon.ControlKind kind, String unit) {
    control = new Daemon.Control(kind, unit, "as the test says");
    return this;
  }

  public DaemonSample configFile(Daemon.ConfigFile file) {
    configFile = file;
    return this;
  }

  public DaemonSample version(String text) {
    version = text;
    return this;
  }

  public DaemonSample dropIns(String... paths) {
    dropIns = List.of(paths);
    return this;
  }

  /** ListenStream of docker.socket. */
  public DaemonSample listen(String... streams) {
    listen = List.of(streams);
    return this;
  }

  /** KillMode, Delegate, … of the unit. */
  public DaemonSample stopping(Map<String, String> settings) {
    stopping = settings;
    return this;
  }

  /** Files that hold a URL with a password. */
  public DaemonSample credentials(String... paths) {
    credentials = List.of(paths);
    return this;
  }

  /** Ranges of /etc/subuid and /etc/subgid. */
  public DaemonSample subordinates(Daemon.Subordinate... ranges) {
    subordinates = List.of(ranges);
    return this;
  }

  public DaemonSample withoutUnits() {
    units = false;
    return this;
  }

  public DaemonSample other(String pidAndEndpoint) {
    others.add(pidAndEndpoint);
    return this;
  }

  public Daemon build() {
    Origin systemctl = Origin.observed("systemctl show docker.service");
    Reading<Daemon.Unit> unit =
        units
            ? Reading.present(
                new Daemon.Unit(
                    "docker.service",
                    "/usr/lib/systemd/system/docker.service",
                    dropIns,
                    List.of("/usr/sbin/dockerd", "-H", "fd://"),
                    List.of("-/etc/default/docker"),
                    stopping,
                    Map.of()),
                systemctl)
            : Reading.absent(systemctl);
    Reading<Daemon.SocketUnit> socketUnit =
        units
            ? Reading.present(
                new Daemon.SocketUnit(
                    "docker.socket",
                    "/usr/lib/systemd/system/docker.socket",
                    List.of(),
                    listen,
                    "0660",
                    "root",
                    "docker"),
                Origin.observed("systemctl show docker.socket"))
            : Reading.absent(Origin.observed("systemctl show docker.socket"));
    return new Daemon(
        process,
        control,
        Reading.present(configFile, Origin.observed(configFile.path())),
        settings,
        problems,
        version,
        unit,
        socketUnit,
        credentials,
        Reading.present(subordinates, Origin.observed("/etc/subuid and /etc/subgid")),
        others);
  }
}
