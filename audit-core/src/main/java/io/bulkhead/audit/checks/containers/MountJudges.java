package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.SensitivePaths;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Mount;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What mounts lay open. */
final class MountJudges {
  private MountJudges() {}

  static Ground sensitive(HostSnapshot host, Container container, Policy policy) {
    List<Mount> mounts = HostMounts.of(container);
    if (mounts.isEmpty()) {
      return HostMounts.none(container);
    }
    List<String> found = new ArrayList<>();
    List<Evidence> bad = new ArrayList<>();
    List<Evidence> all = new ArrayList<>();
    Optional<Ground> unsure = Optional.empty();
    for (Mount mount : mounts) {
      Evidence evidence = HostMounts.evidence(container, mount);
      all.add(evidence);
      Optional<String> exposed = exposed(host, mount);
      if (policy.allows(ContainerValues.MOUNTS, container, mount.source())) {
        continue;
      }
      if (exposed.isPresent()) {
        found.add(
            mount.source()
                + ", which "
                + exposed.get()
                + ", is mounted "
                + (mount.writable() ? "writable" : "read-only")
                + " at "
                + mount.destination());
        bad.add(evidence);
      } else {
        unsure =
            unsure
                .or(() -> HostMounts.unresolved(host, mount, evidence))
                .or(() -> onDisk(host, mount, evidence));
      }
    }
    if (!found.isEmpty()) {
      return Grounds.fail("", String.join("; ", found), bad.toArray(Evidence[]::new));
    }
    return unsure.orElseGet(
        () -> Grounds.pass("", "no sensitive path is mounted", all.toArray(Evidence[]::new)));
  }

  private static Optional<Ground> onDisk(HostSnapshot host, Mount mount, Evidence evidence) {
    return mount.type().equals("volume") && HostMounts.disk(host, mount.source())
        ? Optional.of(Grounds.undetermined("", HostMounts.ownOrNot(mount.source()), evidence))
        : Optional.empty();
  }

  /** By the name of the source, and by where it leads. */
  static Optional<String> exposed(HostSnapshot host, Mount mount) {
    return HostMounts.places(host, mount).stream()
        .map(place -> SensitivePaths.exposed(host, place, mount.writable()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  static Ground propagation(HostSnapshot host, Container container) {
    List<Evidence> all = new ArrayList<>();
    for (Mount mount : container.mounts()) {
      Evidence evidence =
          EachContainer.inspect(
              container,
              "Mounts",
              mount.source()
                  + " -> "
                  + mount.destination()
                  + " propagation '"
                  + mount.propagation()
                  + "'");
      all.add(evidence);
      if (mount.propagation().equals("shared") || mount.propagation().equals("rshared")) {
        return Grounds.fail(
            "",
            "what is mounted below " + mount.destination() + " is mounted on the host as well",
            evidence);
      }
    }
    return all.isEmpty()
        ? Grounds.pass("", "nothing is mounted", EachContainer.inspect(container, "Mounts", "none"))
        : Grounds.pass("", "no mount is shared with the host", all.toArray(Evidence[]::new));
  }

  static Ground worldWritable(HostSnapshot host, Container container) {
    List<Mount> mounts = HostMounts.of(container);
    if (mounts.isEmpty()) {
      return HostMounts.none(container);
    }
    List<Evidence> all = new ArrayList<>();
    Optional<Ground> unsure = Optional.empty();
    for (Mount mount : mounts) {
      Reading<FileStat> source = host.file(mount.source());
      if (source instanceof Reading.Present<FileStat> seen) {
        FileStat stat = seen.value();
        Evidence mode = Evidence.of(seen.origin(), "mode " + stat.octal() + ", " + stat.owner());
        all.add(mode);
        if (open(stat)) {
          return Grounds.fail(
              "", mount.source() + " can be changed by every user of the host", mode);
        }
      } else if (source instanceof Reading.Absent) {
        all.add(Grounds.evidence(source));
      } else {
        unsure =
            unsure.or(
                () -> HostMounts.unresolved(host, mount, HostMounts.evidence(container, mount)));
      }
    }
    return unsure.orElseGet(
        () ->
            Grounds.pass(
                "", "no source can be changed by every user", all.toArray(Evidence[]::new)));
  }

  private static boolean open(FileStat stat) {
    boolean file = stat.kind() == FileKind.DIRECTORY || stat.kind() == FileKind.REGULAR;
    return file && (stat.mode() & 0002) != 0 && (stat.mode() & 01000) == 0;
  }
}
