package io.bulkhead.kernel.probes.storage;

import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls.Place;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.DataRoot;
import io.bulkhead.kernel.probes.facts.Mounts;
import io.bulkhead.kernel.probes.facts.Mounts.Mount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a full data-root leaves the host alone. A mount point proves nothing: the engine mounts
 * its data-root onto itself. What counts is the device, and which part of it is mounted.
 */
final class Separation {
  /** Directories of the host that fill up with the data-root when they share a device. */
  private static final Set<String> HOSTS = Set.of("/", "/var", "/var/lib", "/home", "/usr");

  /** The driver of containerd's image store, which keeps layers beside the data-root. */
  private static final String SNAPSHOTTER = "overlayfs";

  private static final String CONTAINERD = "/var/lib/containerd";

  private Separation() {}

  static Answer answer(Look look) {
    Optional<DataRoot> found = DataRoot.of(look);
    if (found.isEmpty()) {
      return Answer.unknown("where the data-root is was not seen");
    }
    Answer images = judged(look, found.get());
    if (!look.engine().info().storageDriver().equals(SNAPSHOTTER)) {
      return images;
    }
    String beside = DaemonFacts.of(look).root() + CONTAINERD;
    Answer layers = judged(look, new DataRoot(CONTAINERD, beside, "containerd's own"));
    return rank(layers) > rank(images)
        ? new Answer(layers.judgement(), layers.value(), CONTAINERD + ": " + layers.says())
        : images;
  }

  /** How much there is to say against an answer. */
  private static int rank(Answer answer) {
    return List.of(Judgement.PASS, Judgement.UNKNOWN, Judgement.WARN, Judgement.FAIL)
        .indexOf(answer.judgement());
  }

  private static Answer judged(Look look, DataRoot root) {
    Mounts mounts = root.mounts(look);
    Optional<Mount> own = mounts.holding(root.path());
    if (own.isEmpty()) {
      return byStatus(look, root);
    }
    Mount mount = own.get();
    look.note(
        "mount of " + root.path(),
        mount.device() + " " + mount.root() + " on " + mount.point() + " " + mount.type());
    boolean point = mount.point().equals(root.path());
    Optional<Mount> above = mounts.holding(parent(point ? root.path() : mount.point()));
    if (!point) {
      return inside(mount);
    }
    return above
        .map(outer -> compared(look, root, mount, outer))
        .orElseGet(() -> Answer.unknown("the mount above the data-root was not seen"));
  }

  private static Answer inside(Mount mount) {
    return HOSTS.contains(mount.point())
        ? Answer.fail(
            "same device " + mount.device() + " as " + mount.point(),
            "a full data-root fills " + mount.point())
        : Answer.warn(
            "same device " + mount.device() + " as " + mount.point(),
            "it shares " + mount.point() + " with what else lies there");
  }

  private static Answer compared(Look look, DataRoot root, Mount mount, Mount outer) {
    if (mount.device().equals(outer.device())) {
      if (subvolume(look, root, mount, outer)) {
        return Answer.warn(
            "separate subvolume, shared space",
            "a subvolume of the same pool: its space is not its own");
      }
      return Answer.fail(
          "same device " + mount.device() + " as " + outer.point(),
          "a full data-root fills " + outer.point());
    }
    String device = "own device " + mount.device();
    if (mount.type().equals("zfs")) {
      boolean quota = mount.has("quota");
      return quota
          ? Answer.pass(device, "a dataset with a quota")
          : Answer.warn(
              "separate dataset, shared space", "a dataset of a pool, whose quota was not seen");
    }
    if (mount.type().equals("tmpfs") || mount.type().equals("overlay")) {
      return Answer.warn(device, "on " + mount.type() + ", which is no place to stay");
    }
    if (mount.type().equals("btrfs")
        && !mount.source().isEmpty()
        && mount.source().equals(outer.source())) {
      return Answer.warn(
          "separate subvolume, shared space",
          "a subvolume of the same pool: its space is not its own");
    }
    return mount.root().equals("/") || mount.type().equals("btrfs")
        ? Answer.pass(device, "a file system of its own")
        : Answer.warn(
            device,
            "only the directory " + mount.root() + " of a file system that others may fill");
  }

  private static boolean subvolume(Look look, DataRoot root, Mount mount, Mount outer) {
    if (!mount.type().equals("btrfs")) {
      return false;
    }
    Got<Place> own = look.call("statx(" + root.path() + ")", calls -> calls.statx(root.seen()));
    Got<Place> above =
        look.call("statx(" + parent(root.path()) + ")", calls -> calls.statx(parent(root.seen())));
    if (own.seen() && above.seen()) {
      return !own.get().device().equals(above.get().device());
    }
    return !mount.root().equals(outer.root()) && !mount.root().equals(root.path());
  }

  /** Without a mount table: the device of the directory against that of its parent. */
  private static Answer byStatus(Look look, DataRoot root) {
    Got<Place> own = look.call("statx(" + root.path() + ")", calls -> calls.statx(root.seen()));
    Got<Place> above =
        look.call("statx(" + parent(root.path()) + ")", calls -> calls.statx(parent(root.seen())));
    if (!own.seen() || !above.seen()) {
      return Answer.unknown("the mount table could not be read");
    }
    return own.get().device().equals(above.get().device())
        ? Answer.fail(
            "same device " + own.get().device() + " as " + parent(root.path()),
            "a full data-root fills the file system above it")
        : Answer.unknown(
            "own device " + own.get().device(), "which part of the device is mounted was not seen");
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
