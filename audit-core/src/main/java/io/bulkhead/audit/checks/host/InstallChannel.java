package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Packages;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Optional;

/** The engine came by a way on which updates come too. */
final class InstallChannel implements Check {
  private static final CheckMeta META =
      check("HST-107", "Engine was installed by a package manager", Severity.INFO)
          .in(Profile.ALL)
          .passesWhen("a package or a snap brought the engine's program")
          .because(
              "A program that was copied here by hand gets no fixes unless somebody thinks of it.")
          .advise(
              "Install the engine from packages (docs.docker.com: Install Docker Engine), or watch its"
                  + " releases yourself.")
          .mayBreak("Paths and units change with the way of installation.")
          .see("docs.docker.com: Install Docker Engine from binaries");

  private static final String SNAP = "/snap/docker/";

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return Presence.noEngine(host)
        ? Verdict.notApplicable("no Docker Engine was found here")
        : host.daemon()
            .process()
            .fold(seen -> running(host, seen), none -> installed(host), unseen -> installed(host));
  }

  private static Verdict running(HostSnapshot host, Reading.Present<Daemon.Running> seen) {
    String exe = seen.value().exe();
    if (exe.startsWith(SNAP)) {
      return Verdict.pass(
          "the engine is a snap, which updates itself", Evidence.of(seen.origin(), exe));
    }
    if (seen.value().ownRoot() && !Presence.rootlessHere(host)) {
      return Verdict.undetermined(
          "the engine has a root of its own, whose packages are not ours",
          Evidence.of(seen.origin(), exe));
    }
    return installed(host);
  }

  private static Verdict installed(HostSnapshot host) {
    if (Presence.foreignPrograms(host)) {
      return Verdict.undetermined("the engine does not share this system's packages");
    }
    return host.software()
        .packages()
        .fold(
            InstallChannel::owner,
            none ->
                Verdict.undetermined(
                    "packages are not managed by dpkg here, so who brought the engine was not seen",
                    Grounds.evidence(none)),
            Verdict::undetermined);
  }

  private static Verdict owner(Reading.Present<Packages> seen) {
    Optional<Installed> owner =
        seen.value().installed().stream()
            .filter(one -> Build.holds(one.programs(), "dockerd"))
            .findFirst();
    if (owner.isPresent()) {
      String text = owner.get().name() + " " + owner.get().version();
      return Verdict.pass(
          "package " + text + " brought the engine", Evidence.of(seen.origin(), text));
    }
    return Build.holds(seen.value().unowned(), "dockerd")
        ? Verdict.fail(
            "no package owns the engine's program: nothing updates it",
            Evidence.of(seen.origin(), "unowned: " + String.join(" ", seen.value().unowned())))
        : Verdict.undetermined(
            "the engine's program was not found at a usual place",
            Grounds.evidence(seen.map(p -> "no dockerd")));
  }
}
