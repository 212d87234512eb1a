package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Look;
import java.util.Optional;

/**
 * Where the engine keeps images, containers and volumes.
 *
 * @param path as the daemon sees it
 * @param seen as it is seen from here, through the daemon's root where that is another one
 * @param from who said so, for a sentence
 */
public record DataRoot(String path, String seen, String from) {
  private static final String DEFAULT = "/var/lib/docker";

  /** Empty if nobody says and the default does not exist. */
  public static Optional<DataRoot> of(Look look) {
    return look.once(DataRoot.class, DataRoot::read);
  }

  private static Optional<DataRoot> read(Look look) {
    DaemonFacts daemon = DaemonFacts.of(look);
    String told = look.engine().info().rootDir();
    if (!told.isEmpty()) {
      look.claim("GET /info DockerRootDir", told);
      return Optional.of(new DataRoot(told, daemon.root() + told, "as the engine says"));
    }
    Optional<String> setting = daemon.setting("data-root").or(() -> daemon.setting("graph"));
    if (setting.isPresent()) {
      return Optional.of(
          new DataRoot(setting.get(), daemon.root() + setting.get(), "by the daemon's settings"));
    }
    return look.stat(daemon.root() + DEFAULT).seen()
            || look.exists(daemon.root() + DEFAULT + "/overlay2")
        ? Optional.of(new DataRoot(DEFAULT, daemon.root() + DEFAULT, "by default"))
        : Optional.empty();
  }

  /** The daemon's own mount table where it is visible. */
  public Mounts mounts(Look look) {
    Optional<Integer> pid = DaemonFacts.of(look).pid();
    Mounts its =
        pid.map(p -> Mounts.of(look, "" + p)).orElse(new Mounts(false, java.util.List.of()));
    return its.seen() ? its : Mounts.of(look, "self");
  }
}
