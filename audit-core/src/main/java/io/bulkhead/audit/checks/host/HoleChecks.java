package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** Whether what runs containers has holes that are known. */
final class HoleChecks {
  static final List<Check> ALL =
      List.of(
          new KnownHoles(
              check("HST-101", "Runc has no known way out of a container", Severity.CRITICAL)
                  .passesWhen(
                      "the version of runc has none of the holes in a dated table, or its package carries the fixes by its changelog or that table")
                  .because(
                      "Whoever brings in an image, or is root in a container, becomes root on the"
                          + " host: the ways are published, with programs to try them.")
                  .advise(
                      "Update the package that brings runc: `apt-get install --only-upgrade"
                          + " containerd.io` with Docker's packages, `apt-get install --only-upgrade"
                          + " runc` with Debian's and Ubuntu's. New containers use it at once.")
                  .see("github.com/opencontainers/runc: security advisories"),
              "runc",
              "runc"),
          new KnownHoles(
              check("HST-102", "Engine has no known hole in its API or builder", Severity.HIGH)
                  .passesWhen(
                      "the engine's version has none of the holes in a dated table, or its package carries the fixes by its changelog or that table")
                  .because(
                      "A build, an image, a copied archive or a client that may do little gets at"
                          + " the host's files or at everybody's containers.")
                  .advise(
                      "Update the engine: `apt-get install --only-upgrade docker-ce`, or `docker.io`"
                          + " with the distribution's packages, and let it restart.")
                  .mayBreak("Containers restart unless live-restore is on.")
                  .see(
                      "github.com/moby/moby: security advisories",
                      "docs.docker.com: Security announcements"),
              KnownHoles.ENGINE,
              "dockerd"));

  private HoleChecks() {}
}
