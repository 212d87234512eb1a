package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.flags.CommandLine;
import io.bulkhead.daemon.process.Candidate;
import io.bulkhead.daemon.unit.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the first look found, for the second.
 *
 * @param engine the process behind the endpoint
 * @param next command line of the next start
 * @param nextFrom where that was read
 * @param runningFile configuration file of the process; absent without one
 * @param nextFile configuration file of the next start
 */
record Scene(
    Reading<Candidate> engine,
    Daemon.Control control,
    Reading<Service> service,
    Reading<Daemon.SocketUnit> socket,
    Reading<List<String>> next,
    String nextFrom,
    ConfigPath runningFile,
    ConfigPath nextFile) {

  /**
   * Path of a configuration file.
   *
   * @param path empty if there is no process to have one
   * @param given it was named by {@code --config-file}, so it must exist
   * @param unseen why it cannot be looked at; empty if it can
   */
  record ConfigPath(String path, boolean given, String unseen) {
    static final String DEFAULT = "/etc/docker/daemon.json";

    /** As the engine chooses it: flag, rootless home, default. */
    static ConfigPath of(List<String> argv, Map<String, String> environment, String unseen) {
      Optional<String> flag = CommandLine.parse(argv).configFile();
      if (flag.isPresent()) {
        boolean whole = flag.get().startsWith("/");
        String why = whole ? unseen : "the path is relative to the engine's working directory";
        return new ConfigPath(flag.get(), true, why);
      }
      if (Places.rootless(environment)) {
        String config = Places.configHome(environment);
        return new ConfigPath(config + "/docker/daemon.json", false, unseen);
      }
      return new ConfigPath(DEFAULT, false, unseen);
    }

    String directory() {
      int slash = path.lastIndexOf('/');
      return slash <= 0 ? "/" : path.substring(0, slash);
    }
  }

  /** Variables of the process, as far as they can be seen. */
  Map<String, String> environment() {
    return engine.seen().flatMap(e -> e.environment().seen()).orElse(Map.of());
  }
}
