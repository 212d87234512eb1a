package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Lifecycle.Release;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Optional;

/** The engine is of a maintained release line and not behind its newest patch. */
final class EngineRelease implements Check {
  private static final CheckMeta META =
      check("HST-002", "Engine is a maintained release", Severity.HIGH)
          .passesWhen(
              "the engine's release line is maintained on the day of the audit, by a dated"
                  + " table")
          .because(
              "Published holes of the engine, some of which lead out of a container, are not closed"
                  + " any more in a release line that has ended.")
          .advise(
              "Update the engine's packages: `apt-get install --only-upgrade docker-ce` or `dnf"
                  + " upgrade docker-ce`.")
          .mayBreak(
              "Containers restart unless live-restore is on; newer engines refuse old API versions.")
          .see("docs.docker.com: Docker Engine release notes", "CIS 1.2.2");

  private static final String BACKPORTED =
      "; it comes from a distribution, which may carry fixes on its own, and its packages were not"
          + " looked into";

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return host.engine()
        .version()
        .fold(
            seen -> judge(host, seen),
            none -> Verdict.notApplicable("no engine answers"),
            unseen -> Presence.unanswered(host, unseen));
  }

  private static Verdict judge(HostSnapshot host, Reading.Present<Engine.Version> seen) {
    String version = seen.value().version();
    Evidence says = Evidence.of(seen.origin(), version);
    if (seen.value().podman()) {
      return Verdict.notApplicable("podman answers here, not a Docker Engine", says);
    }
    ReleaseLines lines = new ReleaseLines(host.engine().lifecycle(), host.vantage().takenAt());
    Optional<Release> line = lines.of(version);
    boolean backported = Packager.backports(host, version);
    Evidence dates = lines.evidence(line);
    String fault =
        line.map(found -> fault(lines, version, found))
            .orElse(lines.olderThanAll(version) ? version + " is older than every line known" : "");
    if (!fault.isEmpty()) {
      return backported
          ? Verdict.undetermined(fault + BACKPORTED, says, dates)
          : Verdict.fail(fault, says, dates);
    }
    String asOf = host.engine().lifecycle().asOf();
    if (line.isEmpty()) {
      return Verdict.undetermined(
          "release line of " + version + " is not in the table of " + asOf, says, dates);
    }
    return lines.stale()
        ? Verdict.undetermined(
            "the table of releases is of " + asOf + ", too old to vouch for " + version,
            says,
            dates)
        : Verdict.pass(
            version + " is current in a line that is supported as of " + asOf, says, dates);
  }

  /** What is wrong with a version by upstream's dates, empty if nothing is. */
  private static String fault(ReleaseLines lines, String version, Release line) {
    if (lines.ended(line)) {
      return "upstream support of "
          + line.line()
          + ", which "
          + version
          + " is of, ended on "
          + line.endOfLife();
    }
    return lines.behind(version, line)
        ? version + " is behind " + line.newest() + ", the newest of its line"
        : "";
  }
}
