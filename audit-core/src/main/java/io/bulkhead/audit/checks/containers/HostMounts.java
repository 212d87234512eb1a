package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Mount;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Mounts of host paths: bind mounts, and volumes that are bind mounts in disguise. */
public final class HostMounts {
  private HostMounts() {}

  /** Those that show something of the host, the engine's own volumes left out. */
  static List<Mount> of(Container container) {
    return container.mounts().stream()
        .filter(m -> !m.type().equals("tmpfs") && m.source().startsWith("/"))
        .filter(m -> !ownVolume(m))
        .toList();
  }

  private static boolean ownVolume(Mount mount) {
    return mount.type().equals("volume")
        && mount.source().endsWith("/volumes/" + mount.name() + "/_data");
  }

  /** The source as it is named, and where it really leads if that was seen. */
  static Set<String> places(HostSnapshot host, Mount mount) {
    Set<String> places = new LinkedHashSet<>(List.of(mount.source()));
    host.file(mount.source()).seen().map(FileStat::realPath).ifPresent(places::add);
    return places;
  }

  /** A bind mount follows links, so its text alone does not tell where it leads. */
  static Optional<Ground> unresolved(HostSnapshot host, Mount mount, Evidence evidence) {
    if (Presence.elsewhere(host)) {
      return Optional.of(
          Grounds.undetermined(
              "",
              "where " + mount.source() + " leads on the engine's host cannot be seen from here",
              evidence));
    }
    return host.file(mount.source())
        .fold(
            seen -> Optional.empty(),
            gone -> Optional.empty(),
            unseen ->
                Optional.of(
                    Grounds.undetermined(
                        "",
                        "where " + mount.source() + " leads was not seen: " + unseen.reason(),
                        evidence,
                        Evidence.of(unseen.origin(), unseen.reason()))));
  }

  /** True for a disk: a volume does not show its node but the file system that is on it. */
  public static boolean disk(HostSnapshot host, String path) {
    return host.file(path).seen().filter(f -> f.kind() == FileKind.BLOCK_DEVICE).isPresent();
  }

  /** That a disk may hold the host's own files, or only the volume's. */
  public static String ownOrNot(String path) {
    return "mounts the file system on " + path + ", and whether that is the host's was not seen";
  }

  static Evidence evidence(Container container, Mount mount) {
    String disguise = mount.type().equals("volume") ? "volume " + mount.name() + " = " : "";
    return EachContainer.inspect(
        container,
        "Mounts",
        disguise
            + mount.source()
            + " -> "
            + mount.destination()
            + (mount.writable() ? "" : " (read-only)"));
  }

  /** The ground when there is nothing of the host to judge. */
  static Ground none(Container container) {
    return Grounds.pass(
        "", "nothing of the host is mounted", EachContainer.inspect(container, "Mounts", "none"));
  }
}
