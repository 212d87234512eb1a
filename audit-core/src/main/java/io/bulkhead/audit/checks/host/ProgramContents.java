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
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;

/** The engine's programs have the content that their packages brought. */
final class ProgramContents implements Check {
  private static final CheckMeta META =
      check(
              "HST-104",
              "Programs of the engine are as their packages brought them",
              Severity.CRITICAL)
          .passesWhen(
              "the content of every program of the engine is what its package brought, by the package's checksums")
          .because(
              "A program that was exchanged runs as root, sees every container and every secret, and"
                  + " looks like the old one.")
          .advise(
              "Find out who changed it, then reinstall: `apt-get install --reinstall PACKAGE`, and"
                  + " compare with `dpkg --verify PACKAGE`.")
          .mayBreak("A program that somebody replaced on purpose.")
          .see("dpkg(1)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.foreignPrograms(host)) {
      return Verdict.undetermined("the engine does not share this system's files");
    }
    return host.software()
        .packages()
        .fold(
            ProgramContents::packages,
            none ->
                Verdict.undetermined(
                    "packages are not managed by dpkg here; compare with the package manager's own"
                        + " verification",
                    Grounds.evidence(none)),
            Verdict::undetermined);
  }

  private static Verdict packages(Reading.Present<Packages> seen) {
    List<Ground> grounds = new ArrayList<>();
    for (Installed one : seen.value().installed()) {
      one.altered()
          .fold(
              altered -> grounds.addAll(contents(one, altered)),
              none ->
                  grounds.add(
                      Grounds.undetermined(
                          "package " + one.name(),
                          "brought no checksums to compare with",
                          Grounds.evidence(none))),
              unseen -> grounds.add(Grounds.unseen("package " + one.name(), unseen)));
    }
    for (String program : seen.value().unowned()) {
      grounds.add(
          Grounds.manual(
              program,
              "no package brought it: compare it with the checksums of its release",
              Evidence.of(seen.origin(), "no package owns " + program)));
    }
    return Verdict.over(grounds, "no program of an engine is at a usual place");
  }

  private static List<Ground> contents(Installed one, Reading.Present<List<String>> altered) {
    Evidence sums = Evidence.of(altered.origin(), one.name() + " " + one.version());
    if (altered.value().isEmpty()) {
      return List.of(
          Grounds.pass(
              "package " + one.name(),
              String.join(", ", one.programs())
                  + (one.programs().size() == 1 ? " is" : " are")
                  + " as unpacked",
              sums));
    }
    return altered.value().stream()
        .map(
            path ->
                Grounds.fail(
                    path, "is not what " + one.name() + " " + one.version() + " brought", sums))
        .toList();
  }
}
