package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Packages;
import io.bulkhead.audit.snapshot.Packages.Index;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** No fix is offered that the packages of the engine do not have yet. */
final class PendingUpdates implements Check {
  private static final CheckMeta META =
      check("HST-103", "No security update of the engine's packages waits", Severity.HIGH)
          .passesWhen(
              "the lists of security updates on disk are at most 7 days old and have no newer version of a package of the engine")
          .because(
              "The day a fix is offered, everybody can read what it mends and use it against those"
                  + " who have not installed it.")
          .advise(
              "Run `apt-get update`, then `apt-get install --only-upgrade PACKAGE` for each package"
                  + " named.")
          .mayBreak("The engine restarts, and containers with it unless live-restore is on.")
          .see("apt-get(8)", "unattended-upgrade(8)");

  /** A list that its publisher made longer ago may have missed a fix. */
  private static final long FRESH_DAYS = 7;

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    if (Presence.foreignPrograms(host)) {
      return Verdict.undetermined("the engine does not share this system's packages");
    }
    return host.software()
        .packages()
        .fold(
            seen -> packages(host, seen),
            none ->
                Verdict.undetermined(
                    "packages are not managed by dpkg here; ask the package manager for security"
                        + " updates of the engine, containerd and runc",
                    Grounds.evidence(none)),
            Verdict::undetermined);
  }

  private static Verdict packages(HostSnapshot host, Reading.Present<Packages> seen) {
    if (seen.value().installed().isEmpty()) {
      return Verdict.undetermined(
          "no package owns the engine's programs, so no list tells of updates",
          Evidence.of(seen.origin(), "unowned: " + String.join(" ", seen.value().unowned())));
    }
    return seen.value()
        .indexes()
        .fold(
            indexes -> lists(host, seen.value(), indexes),
            none -> Verdict.undetermined("apt has fetched no lists", Grounds.evidence(none)),
            Verdict::undetermined);
  }

  private static Verdict lists(
      HostSnapshot host, Packages packages, Reading.Present<List<Index>> indexes) {
    List<Index> fixes = indexes.value().stream().filter(Index::security).toList();
    if (fixes.isEmpty()) {
      return Verdict.undetermined(
          "apt has fetched no list of a repository with security updates",
          Evidence.of(indexes.origin(), indexes.value().stream().map(Index::origin).toList()));
    }
    List<Ground> grounds = new ArrayList<>();
    for (Installed one : packages.installed()) {
      grounds.add(judge(host, one, fixes));
    }
    for (String program : packages.unowned()) {
      grounds.add(Grounds.undetermined(program, "no package owns it, so no list tells of updates"));
    }
    return Verdict.over(grounds, "");
  }

  private static Ground judge(HostSnapshot host, Installed one, List<Index> fixes) {
    String subject = "package " + one.name();
    Evidence installed =
        new Evidence("/var/lib/dpkg/status", one.name() + " " + one.version(), Strength.OBSERVED);
    for (Index index : fixes) {
      Optional<String> newer = newer(index, one);
      if (newer.isPresent()) {
        return Grounds.fail(
            subject,
            one.version() + " is installed, " + newer.get() + " is offered by " + index.origin(),
            installed,
            evidence(index));
      }
    }
    List<Index> speaking = fixes.stream().filter(index -> speaks(index, one)).toList();
    for (Index index : speaking) {
      if (index.offered() instanceof Reading.Unreadable<?> unseen) {
        return Grounds.unseen(subject, unseen, installed);
      }
      if (TableDate.older(index.date(), host.vantage().takenAt(), FRESH_DAYS)) {
        return Grounds.undetermined(subject, old(index), installed, evidence(index));
      }
    }
    return speaking.isEmpty()
        ? Grounds.undetermined(
            subject, "no list of fixes for where it comes from was fetched", installed)
        : Grounds.pass(
            subject,
            one.version() + " is the newest that " + speaking.get(0).origin() + " offers",
            installed,
            evidence(speaking.get(0)));
  }

  private static String old(Index index) {
    return "the list of "
        + index.origin()
        + " is of "
        + dated(index)
        + ", more than "
        + FRESH_DAYS
        + " days old: run apt-get update";
  }

  /** Docker's own list speaks of Docker's packages, a distribution's of all others. */
  private static boolean speaks(Index index, Installed one) {
    boolean dockers = index.origin().startsWith("Docker");
    boolean offers = index.offered().seen().filter(o -> o.containsKey(one.name())).isPresent();
    return dockers == dockersOwn(one) && (!dockers || offers || index.offered().seen().isEmpty());
  }

  private static boolean dockersOwn(Installed one) {
    return one.name().startsWith("docker-ce")
        || one.name().equals("containerd.io")
        || one.name().endsWith("-plugin");
  }

  private static Optional<String> newer(Index index, Installed one) {
    return index.offered().seen().map(o -> o.getOrDefault(one.name(), List.of())).stream()
        .flatMap(List::stream)
        .filter(offered -> DebianVersions.INSTANCE.compare(offered, one.version()) > 0)
        .max(DebianVersions.INSTANCE);
  }

  private static String dated(Index index) {
    return index.date().isEmpty() ? "an unknown date" : index.date();
  }

  private static Evidence evidence(Index index) {
    return Evidence.of(index.offered().origin(), index.origin() + " of " + dated(index));
  }
}
