package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.PathText;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Interior.MountPoint;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether a container can write to the kernel's own file systems. */
final class KernelFileSystems {
  private static final Set<String> DANGEROUS =
      Set.of(
          "sysfs",
          "cgroup",
          "cgroup2",
          "debugfs",
          "tracefs",
          "securityfs",
          "bpf",
          "configfs",
          "pstore",
          "efivarfs",
          "devtmpfs",
          "binfmt_misc");

  /** What every engine covers, and what matters most of it. */
  private static final Set<String> COVERED =
      Set.of("/proc/kcore", "/proc/sys", "/proc/sysrq-trigger");

  private KernelFileSystems() {}

  static Ground writable(HostSnapshot host, Container container) {
    if (container.pid() == 0) {
      return planned(host, container);
    }
    return mounts(host, container)
        .fold(
            seen -> inForce(container, seen),
            none -> Grounds.undetermined("", "its mounts were not seen"),
            unseen -> unseen(host, container, unseen));
  }

  static Reading<List<MountPoint>> mounts(HostSnapshot host, Container container) {
    return host.interior(container).then(inside -> inside.value().mounts());
  }

  private static Ground inForce(Container container, Reading.Present<List<MountPoint>> mounts) {
    List<MountPoint> open = mounts.value().stream().filter(KernelFileSystems::open).toList();
    if (open.isEmpty()) {
      return Grounds.pass(
          "",
          "no file system of the kernel is writable",
          Evidence.of(mounts.origin(), mounts.value().size() + " mounts looked at"),
          EachContainer.inspect(
              container, "HostConfig.Privileged", container.security().privileged()));
    }
    MountPoint first = open.get(0);
    return Grounds.fail(
        "",
        first.type() + " is writable at " + first.point() + more(open.size() - 1),
        open.stream()
            .limit(10)
            .map(m -> Evidence.of(mounts.origin(), m.type() + " " + m.point() + " rw"))
            .toArray(Evidence[]::new));
  }

  private static String more(int others) {
    return others == 0 ? "" : " and " + others + " more";
  }

  /** The container's own /proc is writable by nature, with what is dangerous in it covered. */
  private static boolean open(MountPoint mount) {
    boolean foreignProc = mount.type().equals("proc") && !PathText.holds("/proc", mount.point());
    return mount.writable() && (DANGEROUS.contains(mount.type()) || foreignProc);
  }

  private static Ground planned(HostSnapshot host, Container container) {
    if (container.security().privileged()) {
      return Grounds.fail(
          "",
          "is privileged, and so /sys is writable",
          EachContainer.inspect(container, "HostConfig.Privileged", true));
    }
    Optional<Container.Mount> bind = bind(host, container);
    return bind.map(
            mount ->
                Grounds.fail(
                    "",
                    mount.source() + " of the kernel is mounted writable at " + mount.destination(),
                    HostMounts.evidence(container, mount)))
        .or(() -> unresolved(host, container))
        .orElseGet(
            () ->
                Grounds.pass(
                    "",
                    "asks for no file system of the kernel",
                    EachContainer.inspect(
                        container, "Mounts", container.mounts().size() + " mounts")));
  }

  private static Optional<Container.Mount> bind(HostSnapshot host, Container container) {
    return HostMounts.of(container).stream()
        .filter(m -> m.writable())
        .filter(m -> HostMounts.places(host, m).stream().anyMatch(KernelFileSystems::ofKernel))
        .findFirst();
  }

  private static boolean ofKernel(String path) {
    return PathText.holds("/proc", path)
        || PathText.holds("/sys", path)
        || path.equals("/dev")
        || path.equals("/");
  }

  private static Optional<Ground> unresolved(HostSnapshot host, Container container) {
    return HostMounts.of(container).stream()
        .filter(m -> m.writable())
        .map(m -> HostMounts.unresolved(host, m, HostMounts.evidence(container, m)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Ground unseen(
      HostSnapshot host, Container container, Reading.Unreadable<List<MountPoint>> unseen) {
    return container.security().privileged() || bind(host, container).isPresent()
        ? planned(host, container)
        : Grounds.unseen("", unseen);
  }

  /** Whether what the engine covers in /proc and /sys is covered. */
  static Ground masked(HostSnapshot host, Container container) {
    Container.Reach reach = container.reach();
    Evidence says =
        EachContainer.inspect(
            container,
            "HostConfig",
            "MaskedPaths " + reach.maskedPaths() + ", ReadonlyPaths " + reach.readonlyPaths());
    if (reach.maskedPaths().isEmpty() || reach.readonlyPaths().isEmpty()) {
      return Grounds.fail(
          "",
          container.security().privileged()
              ? "is privileged, and so nothing of /proc and /sys is covered"
              : "asks for systempaths=unconfined",
          says);
    }
    Set<String> open = new TreeSet<>(COVERED);
    open.removeAll(reach.maskedPaths());
    open.removeAll(reach.readonlyPaths());
    if (!open.isEmpty()) {
      return Grounds.fail("", "asks to leave " + String.join(", ", open) + " open", says);
    }
    if (container.pid() == 0) {
      return Grounds.pass("", "asks for the usual covers", says);
    }
    return mounts(host, container)
        .fold(
            seen -> covered(seen, says),
            none -> Grounds.undetermined("", "its mounts were not seen", says),
            unseen -> Grounds.unseen("", unseen, says));
  }

  private static Ground covered(Reading.Present<List<MountPoint>> mounts, Evidence says) {
    Optional<MountPoint> sys =
        mounts.value().stream().filter(m -> m.point().equals("/proc/sys")).reduce((a, b) -> b);
    Evidence seen =
        Evidence.of(
            mounts.origin(),
            "/proc/sys " + sys.map(m -> m.writable() ? "rw" : "ro").orElse("not mounted apart"));
    return sys.isPresent() && !sys.get().writable()
        ? Grounds.pass("", "/proc and /sys are covered where they reach the host", seen, says)
        : Grounds.fail("", "/proc/sys is writable, whatever its settings say", seen, says);
  }

  static Ground readonlyRoot(HostSnapshot host, Container container) {
    boolean asked = container.security().readonlyRootfs();
    Evidence says = EachContainer.inspect(container, "HostConfig.ReadonlyRootfs", asked);
    if (container.pid() == 0) {
      return asked
          ? Grounds.pass("", "asks for a read-only root", says)
          : Grounds.fail("", "can write to its root", says);
    }
    return mounts(host, container)
        .fold(
            seen -> root(seen, says),
            none -> Grounds.undetermined("", "its mounts were not seen", says),
            unseen ->
                asked
                    ? Grounds.unseen("", unseen, says)
                    : Grounds.fail("", "can write to its root", says));
  }

  private static Ground root(Reading.Present<List<MountPoint>> mounts, Evidence says) {
    Optional<MountPoint> root =
        mounts.value().stream().filter(m -> m.point().equals("/")).reduce((a, b) -> b);
    if (root.isEmpty()) {
      return Grounds.undetermined("", "its root is not among its mounts", says);
    }
    Evidence seen = Evidence.of(mounts.origin(), "/ " + (root.get().writable() ? "rw" : "ro"));
    return root.get().writable()
        ? Grounds.fail("", "can write to its root", seen, says)
        : Grounds.pass("", "its root is read-only", seen, says);
  }
}
