package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Packages;
import io.bulkhead.audit.snapshot.Packages.Installed;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who built a program of the engine.
 *
 * @param upstream its version number alone tells which fixes it has
 * @param owner the package that brought it, if that is known
 */
record Build(boolean upstream, Optional<Installed> owner) {
  /** Packages whose versions are those of the programs' own projects. */
  private static final Set<String> UPSTREAM_PACKAGES = Set.of("docker-ce", "containerd.io");

  /**
   * The build of the program with this name.
   *
   * @param version as the program says it
   */
  static Build of(HostSnapshot host, String program, String version) {
    Optional<Packages> packages =
        Presence.foreignPrograms(host) ? Optional.empty() : packages(host);
    List<Installed> owners =
        packages.map(Packages::installed).orElse(List.of()).stream()
            .filter(one -> holds(one.programs(), program))
            .toList();
    boolean stray = packages.filter(p -> holds(p.unowned(), program)).isPresent();
    if (owners.size() == 1 && !stray) {
      return new Build(
          UPSTREAM_PACKAGES.contains(owners.get(0).name()), Optional.of(owners.get(0)));
    }
    if (owners.isEmpty() && stray) {
      return new Build(!Affected.marked(version), Optional.empty());
    }
    boolean unclear = !owners.isEmpty() || Affected.marked(version);
    return new Build(!unclear && !Packager.backports(host, version), Optional.empty());
  }

  private static Optional<Packages> packages(HostSnapshot host) {
    return host.software().packages().seen();
  }

  static boolean holds(List<String> programs, String name) {
    return programs.stream().anyMatch(path -> path.endsWith("/" + name));
  }

  /** The package in evidence; where none is known, why. */
  Evidence evidence(HostSnapshot host) {
    var origin = host.software().packages().origin();
    return owner
        .map(one -> Evidence.of(origin, one.name() + " " + one.version()))
        .orElseGet(
            () ->
                Evidence.of(
                    origin,
                    host.software()
                        .packages()
                        .fold(
                            seen -> "no package owns it",
                            none -> "not managed by dpkg",
                            unseen -> unseen.reason())));
  }
}
