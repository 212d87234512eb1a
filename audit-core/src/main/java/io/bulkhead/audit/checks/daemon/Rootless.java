package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Optional;

/** The daemon runs without root: the process is asked before the engine. */
final class Rootless implements Check {
  private static final CheckMeta META =
      check("DMN-009", "Engine runs without root", Severity.MEDIUM)
          .in(Profile.LEVEL_2)
          .passesWhen(
              "the daemon's process has a uid other than 0; its own word counts where the"
                  + " process is not seen")
          .because("Whoever takes over a daemon that runs as root has the host.")
          .advise(
              "Set up a rootless engine with `dockerd-rootless-setuptool.sh install` and move the"
                  + " containers; images and volumes are not taken along.")
          .mayBreak(
              "Ports below 1024, host networking, AppArmor, and every volume until it is moved.")
          .see("docs.docker.com: Rootless mode", "user_namespaces(7)", "CIS 2.1");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    Optional<Reading.Present<ProcessFacts>> process = process(host);
    if (process.isPresent()) {
      return judge(host, process.get());
    }
    return host.engine()
        .info()
        .fold(
            seen -> claimed(host, seen),
            none -> Verdict.undetermined("the daemon was not seen"),
            unseen -> stopped(host).orElseGet(() -> Presence.unanswered(host, unseen)));
  }

  private static Optional<Reading.Present<ProcessFacts>> process(HostSnapshot host) {
    return host.daemon()
        .process()
        .seen()
        .map(Daemon.Running::pid)
        .map(host::process)
        .flatMap(r -> r.fold(Optional::of, none -> Optional.empty(), unseen -> Optional.empty()));
  }

  private static Verdict judge(HostSnapshot host, Reading.Present<ProcessFacts> seen) {
    Evidence uid =
        Evidence.of(
            new Origin("/proc/" + seen.value().pid() + "/status Uid", seen.origin().strength()),
            seen.value().uid());
    Evidence says = options(host);
    if (seen.value().uid() != 0) {
      return Verdict.pass("the daemon runs as uid " + seen.value().uid(), uid, says);
    }
    return Modes.rootless(host)
        ? Verdict.undetermined(
            "the engine says that it is rootless, but its process has uid 0 as seen from here",
            uid,
            says)
        : Verdict.fail("the daemon runs as root", uid, says);
  }

  private static Verdict claimed(HostSnapshot host, Reading.Present<Engine.Info> seen) {
    return seen.value().securityOption("rootless")
        ? Verdict.pass("the engine says that it runs rootless", options(host))
        : Verdict.fail("the engine does not run rootless", options(host));
  }

  private static Optional<Verdict> stopped(HostSnapshot host) {
    return Presence.notRunning(host) && !Presence.noEngine(host)
        ? Optional.of(Verdict.notApplicable("no daemon runs here"))
        : Optional.empty();
  }

  private static Evidence options(HostSnapshot host) {
    Reading<Engine.Info> info = host.engine().info();
    return info.fold(
        seen ->
            Evidence.of(
                seen.origin(),
                "SecurityOptions " + String.join(" ", seen.value().securityOptions())),
        none -> Evidence.of(none.origin(), "absent"),
        unseen -> Evidence.of(unseen.origin(), unseen.reason()));
  }
}
