package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.ApiListeners;
import io.bulkhead.audit.checks.facts.EngineSockets;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.PathText;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an engine socket is mounted into a container, itself or with a directory above it. A
 * read-only mount counts: connecting to a socket needs no write access to its file system.
 */
final class EngineSocketReach {
  private EngineSocketReach() {}

  static Ground judge(HostSnapshot host, Container container) {
    List<String> sockets = EngineSockets.equalToRoot(host);
    List<Evidence> looked = new ArrayList<>();
    Optional<Ground> unsure = Optional.empty();
    for (Container.Mount mount : container.mounts()) {
      if (mount.type().equals("tmpfs") || !mount.source().startsWith("/")) {
        continue;
      }
      Evidence evidence =
          EachContainer.inspect(
              container, "Mounts", mount.source() + " -> " + mount.destination() + access(mount));
      looked.add(evidence);
      Optional<Ground> reached = reached(host, sockets, mount, evidence);
      if (reached.isPresent()) {
        return reached.get();
      }
      unsure = unsure.or(() -> unresolved(host, mount, evidence));
    }
    Optional<Ground> open = unsure;
    return engineHost(host, container).or(() -> open).orElseGet(() -> nothing(container, looked));
  }

  private static Ground nothing(Container container, List<Evidence> looked) {
    return looked.isEmpty()
        ? Grounds.pass(
            "",
            "nothing of the host is mounted",
            EachContainer.inspect(container, "Mounts", "none"))
        : Grounds.pass("", "no mount leads to an engine socket", looked.toArray(Evidence[]::new));
  }

  private static Optional<Ground> reached(
      HostSnapshot host, List<String> sockets, Container.Mount mount, Evidence evidence) {
    List<String> places = new ArrayList<>(List.of(mount.source()));
    host.file(mount.source()).seen().map(FileStat::realPath).ifPresent(places::add);
    return sockets.stream()
        .filter(socket -> places.stream().anyMatch(place -> PathText.holds(place, socket)))
        .findFirst()
        .map(
            socket ->
                Grounds.fail(
                    "",
                    PathText.plain(mount.source()).equals(socket)
                        ? "engine socket "
                            + mount.source()
                            + " is mounted at "
                            + mount.destination()
                        : mount.source()
                            + ", which holds engine socket "
                            + socket
                            + ", is mounted at "
                            + mount.destination(),
                    evidence));
  }

  /** A bind mount follows links, so its text alone does not tell where it leads. */
  private static Optional<Ground> unresolved(
      HostSnapshot host, Container.Mount mount, Evidence evidence) {
    boolean ownVolume =
        mount.type().equals("volume")
            && mount.source().endsWith("/volumes/" + mount.name() + "/_data");
    if (ownVolume) {
      return Optional.empty();
    }
    if (Presence.elsewhere(host)) {
      return Optional.of(
          Grounds.undetermined(
              "",
              "where " + mount.source() + " leads on the engine's host cannot be seen from here",
              evidence));
    }
    Reading<FileStat> source = host.file(mount.source());
    return source.fold(
        seen -> Optional.empty(),
        gone -> Optional.empty(),
        unseen ->
            Optional.of(
                Grounds.undetermined(
                    "",
                    "whether "
                        + mount.source()
                        + " leads to an engine socket was not seen: "
                        + unseen.reason(),
                    evidence,
                    Evidence.of(unseen.origin(), unseen.reason()))));
  }

  /** DOCKER_HOST over TCP leads to this engine if it serves TCP at all. */
  private static Optional<Ground> engineHost(HostSnapshot host, Container container) {
    String target = container.engineHostVariable();
    if (!target.startsWith("tcp://") && !target.startsWith("http")) {
      return Optional.empty();
    }
    Evidence says = EachContainer.inspect(container, "Config.Env", "DOCKER_HOST=" + target);
    ApiListeners listeners = ApiListeners.of(host);
    if (!listeners.api().isEmpty()) {
      return Optional.of(
          Grounds.fail(
              "",
              "DOCKER_HOST is " + target + " and the engine serves its API on TCP",
              says,
              listeners.api().get(0).evidence()));
    }
    return listeners.unseen().isEmpty() && listeners.unexplained().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Grounds.undetermined(
                "",
                "DOCKER_HOST is " + target + ", and whether that is this engine was not seen",
                says));
  }

  private static String access(Container.Mount mount) {
    return mount.writable() ? "" : " (read-only)";
  }
}
