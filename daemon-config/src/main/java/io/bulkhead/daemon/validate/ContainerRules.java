package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Logging, storage, runtimes and limits: what stops the engine or the containers it starts. */
final class ContainerRules {
  private static final Set<String> DRIVERS =
      Set.of(
          "none",
          "local",
          "json-file",
          "syslog",
          "journald",
          "gelf",
          "fluentd",
          "awslogs",
          "splunk",
          "gcplogs",
          "etwlogs");
  private static final Set<String> ALWAYS = Set.of("mode", "max-buffer-size");
  private static final Set<String> CACHE =
      Set.of("cache-disabled", "cache-max-file", "cache-max-size", "cache-compress");
  private static final Map<String, Set<String>> LOG_OPTS =
      Map.of(
          "json-file",
          Set.of(
              "max-file",
              "max-size",
              "compress",
              "labels",
              "labels-regex",
              "env",
              "env-regex",
              "tag"),
          "local",
          Set.of("max-file", "max-size", "compress"),
          "journald",
          Set.of("labels", "labels-regex", "env", "env-regex", "tag"),
          "syslog",
          Set.of(
              "env",
              "env-regex",
              "labels",
              "labels-regex",
              "syslog-address",
              "syslog-facility",
              "syslog-tls-ca-cert",
              "syslog-tls-cert",
              "syslog-tls-key",
              "syslog-tls-skip-verify",
              "tag",
              "syslog-format"));
  private static final Set<String> STORAGE =
      Set.of(
          "overlay2",
          "fuse-overlayfs",
          "btrfs",
          "zfs",
          "vfs",
          "overlay",
          "aufs",
          "devicemapper",
          "overlayfs",
          "native",
          "windowsfilter",
          "stargz");
  private static final Set<String> LIMITS =
      Set.of(
          "as",
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nice",
          "nofile",
          "nproc",
          "rss",
          "rtprio",
          "rttime",
          "sigpending",
          "stack");
  private static final String BREAKS = "; the engine starts and every container then fails";

  private ContainerRules() {}

  static void check(Subject subject) {
    logging(subject);
    storage(subject);
    runtimes(subject);
    ulimits(subject);
    cluster(subject);
  }

  private static void logging(Subject subject) {
    String driver = subject.text("log-driver");
    if (!driver.equals("logentries") && !DRIVERS.contains(driver)) {
      subject.doubtful(
          "log-driver",
          "'" + driver + "' is not built in; unless such a plugin runs, containers fail",
          "check the name");
    } else if (driver.equals("logentries") && !subject.before(25, 0)) {
      subject.doubtful(
          "log-driver", "logentries is gone since 25.0" + BREAKS, "use another driver");
    }
    Set<String> known = LOG_OPTS.get(driver);
    ConfigValue opts = subject.effective("log-opts");
    for (String name : TypeRules.keys(opts)) {
      boolean foreign =
          known != null && !known.contains(name) && !ALWAYS.contains(name) && !CACHE.contains(name);
      if (foreign) {
        subject.stops(
            "log-opts", "'" + name + "' is no option of the log driver " + driver, "remove it");
      }
    }
    sizes(subject, driver, opts);
  }

  private static void sizes(Subject subject, String driver, ConfigValue opts) {
    if (!driver.equals("json-file") && !driver.equals("local")) {
      return;
    }
    String size = opts.get("max-size") instanceof ConfigValue.Text t ? t.value() : "";
    String count = opts.get("max-file") instanceof ConfigValue.Text t ? t.value() : "";
    boolean unlimited = size.equals("-1");
    if (!size.isEmpty() && !unlimited && !ValueRules.SIZE.matcher(size).matches()) {
      subject.doubtful("log-opts", "max-size '" + size + "' is no size" + BREAKS, "write 10m");
    }
    if (!count.isEmpty() && !count.matches("[1-9]\\d{0,8}")) {
      subject.doubtful("log-opts", "max-file '" + count + "' is no number" + BREAKS, "write 3");
    } else if (!count.isEmpty() && size.isEmpty() && driver.equals("json-file")) {
      subject.ignored("log-opts", "max-file does nothing without max-size", "set max-size");
    }
  }

  private static void storage(Subject subject) {
    String driver = subject.text("storage-driver");
    boolean gone =
        ((driver.equals("overlay") || driver.equals("aufs")) && !subject.before(24, 0))
            || (driver.equals("devicemapper") && !subject.before(25, 0));
    if (gone) {
      subject.stops(
          "storage-driver",
          "the driver " + driver + " was removed from the engine",
          "use overlay2");
    } else if (!driver.isEmpty() && !STORAGE.contains(driver)) {
      String says = "there is no storage driver '" + driver + "'";
      if (subject.before(29, 0)) {
        subject.stops("storage-driver", says, "check the name");
      } else {
        subject.doubtful("storage-driver", says + " in the engine", "check the snapshotters");
      }
    } else if (driver.equals("devicemapper") || driver.equals("aufs")) {
      subject.doubtful("storage-driver", driver + " is missing in many builds", "use overlay2");
    }
    for (String opt : subject.texts("storage-opts")) {
      String name = opt.split("=", 2)[0];
      boolean overlay2 = driver.equals("overlay2") || driver.isEmpty();
      boolean known =
          name.equals("overlay2.size")
              || (name.equals("overlay2.override_kernel_check") && subject.before(24, 0));
      if (overlay2 && name.startsWith("overlay2.") && !known) {
        subject.stops("storage-opts", "overlay2 has no option '" + name + "'", "remove it");
      } else if (driver.equals("overlay2") && !name.startsWith("overlay2.")) {
        subject.stops("storage-opts", "'" + name + "' is no option of overlay2", "remove it");
      }
    }
  }

  private static void runtimes(Subject subject) {
    ConfigValue runtimes = merged(subject);
    for (String name : TypeRules.keys(runtimes)) {
      ConfigValue runtime = runtimes.get(name);
      boolean path = !Subject.unset(TypeRules.field(runtime, "path"));
      boolean type = !Subject.unset(TypeRules.field(runtime, "runtimeType"));
      if (name.equals("runc")) {
        subject.stops("runtimes", "the name runc is reserved", "use another name");
      } else if (path == type && !subject.before(23, 0)) {
        subject.stops("runtimes", "'" + name + "' needs either path or runtimeType", "set one");
      } else if (type && !Subject.unset(TypeRules.field(runtime, "runtimeArgs"))) {
        subject.stops(
            "runtimes", "'" + name + "' has runtimeArgs, which need a path", "remove them");
      }
    }
    String chosen = subject.text("default-runtime");
    boolean exists =
        chosen.isEmpty()
            || chosen.equals("runc")
            || chosen.startsWith("io.containerd.")
            || TypeRules.keys(runtimes).contains(chosen);
    if (!exists) {
      subject.stops(
          "default-runtime", "there is no runtime '" + chosen + "'", "define it in runtimes");
    }
  }

  /** Runtimes are the one key that flag and file may both give. */
  private static ConfigValue merged(Subject subject) {
    Map<String, ConfigValue> all = new LinkedHashMap<>();
    for (ConfigValue part :
        List.of(
            subject.document.get(List.of("runtimes")).orElse(new ConfigValue.Null()),
            subject.flags.value("runtimes").orElse(new ConfigValue.Null()))) {
      TypeRules.keys(part).forEach(key -> all.put(key, part.get(key)));
    }
    return new ConfigValue.Table(all);
  }

  private static void ulimits(Subject subject) {
    ConfigValue limits = subject.effective("default-ulimits");
    for (String key : TypeRules.keys(limits)) {
      ConfigValue limit = limits.get(key);
      ConfigValue name = TypeRules.field(limit, "Name");
      if (!(name instanceof ConfigValue.Text t) || t.value().isEmpty()) {
        subject.doubtful("default-ulimits", "'" + key + "' has no Name" + BREAKS, "add \"Name\"");
      } else if (!LIMITS.contains(t.value())) {
        subject.doubtful(
            "default-ulimits", "there is no limit '" + t.value() + "'" + BREAKS, "check the name");
      }
      long hard = number(TypeRules.field(limit, "Hard"));
      long soft = number(TypeRules.field(limit, "Soft"));
      if (hard >= 0 && (soft < 0 || soft > hard)) {
        subject.doubtful(
            "default-ulimits", "'" + key + "' has Soft above Hard" + BREAKS, "raise Hard");
      }
    }
  }

  /** A limit; -1 is unlimited, a missing one is 0. */
  private static long number(ConfigValue value) {
    return value instanceof ConfigValue.Num n && n.spelling().matches("-?\\d{1,18}")
        ? Long.parseLong(n.spelling())
        : 0;
  }

  /** Swarm's predecessor; engines since 23.0 refuse the names already. */
  private static void cluster(Subject subject) {
    if (!subject.before(23, 0)) {
      return;
    }
    for (String key : List.of("cluster-store", "cluster-advertise")) {
      if (subject.given(key)) {
        subject.stops(key, "the engine is built without support for it", "remove it");
      }
    }
  }
}
