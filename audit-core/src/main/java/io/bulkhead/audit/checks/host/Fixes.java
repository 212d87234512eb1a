package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Advisories;
import io.bulkhead.audit.snapshot.Advisories.Hole;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Strength;
import java.util.Optional;

/**
 * The fixes that a distribution gave to an old version, as its package's changelog and the shipped
 * table tell.
 */
record Fixes(HostSnapshot host, String program, Build build) {

  static Fixes of(HostSnapshot host, String program, String version) {
    return new Fixes(host, program, Build.of(host, program, version));
  }

  boolean upstream() {
    return build.upstream();
  }

  /** Whether a build whose number has the hole has it mended. */
  Ground judge(Hole hole, String fixed, Evidence says) {
    String open = hole.says() + ": " + fixed + " upstream; ";
    Evidence owner = build.evidence(host);
    if (build.owner().isEmpty()) {
      return Grounds.undetermined(
          hole.id(),
          open + "this build is somebody's own, and which fixes it has is not known",
          says,
          owner);
    }
    if (replaced()) {
      return Grounds.undetermined(
          hole.id(),
          open
              + "the program on disk was replaced since the engine started, so its package says"
              + " nothing about the one that runs",
          says,
          owner);
    }
    Installed pack = build.owner().get();
    Optional<Evidence> named = changelog(pack, hole).or(() -> table(pack, hole));
    return named
        .map(
            proof ->
                Grounds.pass(
                    hole.id(),
                    pack.name() + " " + pack.version() + " carries the fix",
                    owner,
                    proof))
        .orElseGet(() -> Grounds.undetermined(hole.id(), open + unnamed(pack), says, owner));
  }

  private boolean replaced() {
    return program.equals("dockerd")
        && host.daemon()
            .process()
            .seen()
            .map(Daemon.Running::exe)
            .filter(exe -> exe.endsWith(" (deleted)"))
            .isPresent();
  }

  private static Optional<Evidence> changelog(Installed pack, Hole hole) {
    return pack.fixes()
        .seen()
        .filter(ids -> ids.contains(hole.id()))
        .map(ids -> Evidence.of(pack.fixes().origin(), "names " + hole.id()));
  }

  private Optional<Evidence> table(Installed pack, Hole hole) {
    Advisories table = host.software().advisories();
    return table.backports().stream()
        .filter(row -> row.source().equals(pack.source()) && row.ids().contains(hole.id()))
        .filter(
            row ->
                host.os()
                    .seen()
                    .filter(os -> os.id().equals(row.distribution()))
                    .filter(os -> os.versionId().equals(row.release()))
                    .isPresent())
        .filter(row -> DebianVersions.INSTANCE.compare(pack.sourceVersion(), row.version()) >= 0)
        .map(
            row ->
                new Evidence(
                    "table of known holes of " + table.asOf(),
                    row.source() + " " + row.version() + " has the fix",
                    Strength.CLAIMED))
        .findFirst();
  }

  private static String unnamed(Installed pack) {
    return pack.fixes()
        .fold(
            seen -> "the changelog of " + pack.name() + " " + pack.version() + " does not name it",
            none ->
                pack.name() + " " + pack.version() + " has no changelog here that could name it",
            unseen -> unseen.origin().source() + ": " + unseen.reason());
  }
}
