package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.process.Candidate;
import io.bulkhead.daemon.unit.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Installations whose service calls a wrapper, so that the engine's own command line stands
 * elsewhere: Canonical's snap, and engines without root.
 */
final class Places {
  static final String SNAP_UNIT = "snap.docker.dockerd.service";
  private static final String SNAP_FILE = "/var/snap/docker/current/config/daemon.json";
  private static final String ROOTLESS_SCRIPT = "dockerd-rootless.sh";

  private Places() {}

  /** The unit to look at where no engine runs: Docker's own, else the snap's. */
  static String unit(HostFiles files, String usual) {
    boolean packaged = Service.read(files, usual).seen().isPresent();
    return !packaged && Service.read(files, SNAP_UNIT).seen().isPresent() ? SNAP_UNIT : usual;
  }

  /** True if the unit is the snap's, whose wrapper adds its own flags. */
  static boolean snap(String unit) {
    return unit.equals(SNAP_UNIT);
  }

  /**
   * The command line that the snap's wrapper makes: that of the running engine, whose file is
   * reached through the current revision, or its flags as far as they are known.
   */
  static Reading<List<String>> snapArgv(Reading<Candidate> engine) {
    Origin wrapper = Origin.derived("the wrapper of " + SNAP_UNIT);
    List<String> argv =
        engine.seen().map(Candidate::argv).orElse(List.of("dockerd", "--config-file=" + SNAP_FILE));
    return Reading.present(argv, wrapper);
  }

  static boolean rootless(Map<String, String> environment) {
    return environment.containsKey("ROOTLESSKIT_STATE_DIR");
  }

  /** The service of the user whose engine runs without root. */
  static Reading<Service> userService(HostFiles files, Map<String, String> environment) {
    return Service.ofUser(files, "docker.service", configHome(environment), dataHome(environment));
  }

  static String configHome(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
  }

  private static String dataHome(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return environment.getOrDefault("XDG_DATA_HOME", home + "/.local/share");
  }

  /**
   * The script hands its own arguments on to dockerd; empty if the service runs another program.
   */
  static Optional<List<String>> rootlessArgv(Reading<Service> service) {
    List<String> argv = service.seen().flatMap(s -> s.argv().seen()).orElse(List.of());
    if (argv.isEmpty() || !argv.get(0).endsWith(ROOTLESS_SCRIPT)) {
      return Optional.empty();
    }
    List<String> engine = new ArrayList<>(List.of("dockerd"));
    engine.addAll(argv.subList(1, argv.size()));
    return Optional.of(engine);
  }

  /** True if a user's own systemd starts the engine. */
  static boolean ofUser(Daemon.Control control, Map<String, String> environment) {
    return control.kind() == Daemon.ControlKind.UNKNOWN && rootless(environment);
  }
}
