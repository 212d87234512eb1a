package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Packages;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Steps for what is installed and set up around the engine. */
final class SoftwareAdvice {
  static final List<Remedy> ALL =
      List.of(
          OwnHands.always(
              "HST-100",
              "hardening a system is a project of its own",
              "follow a baseline for the distribution: its CIS benchmark, or a profile of OpenSCAP",
              "state it in the policy: host.baseline-attested: [\"DAY NAME OF THE BASELINE\"]"),
          OwnHands.of("HST-101", (host, failed) -> update(host, "runc")),
          OwnHands.of("HST-102", (host, failed) -> update(host, "dockerd")),
          OwnHands.of("HST-103", (host, failed) -> updateAll(host)),
          OwnHands.of("HST-104", SoftwareAdvice::reinstall),
          OwnHands.of("HST-105", SoftwareAdvice::sudo),
          OwnHands.of(
              "HST-106",
              (host, failed) ->
                  seen(
                      failed,
                      "each engine is audited on its own",
                      "audit it: bulkhead -H ADDRESS audit",
                      "stop what is not needed; list the rest as host.other-engines in the policy")),
          OwnHands.always(
              "HST-107",
              "moving to packages stops the engine, and unit and paths change",
              "remove the copied programs, then install the packages (docs.docker.com: Install Docker"
                  + " Engine)"),
          OwnHands.of(
              "HST-108",
              (host, failed) ->
                  seen(
                      failed,
                      "who connects to these addresses is not known here",
                      "edit the file of the setting named, then: systemctl restart containerd")),
          OwnHands.of(
              "HST-109",
              (host, failed) ->
                  seen(
                      failed,
                      "the kernel's command line and logins are concerned",
                      "as root's engine: boot with cgroup_enable=memory swapaccount=1",
                      "as a rootless engine: Delegate=cpu cpuset io memory pids under [Service] in"
                          + " /etc/systemd/system/user@.service.d/delegate.conf, then systemctl"
                          + " daemon-reload, and log in again")),
          new TrustForAll(),
          OwnHands.of(
              "CLI-011",
              (host, failed) ->
                  seen(
                      failed,
                      "the files are their users'",
                      "for each file: chown USER FILE; chmod go-w FILE",
                      "look first whether somebody has changed one of them")),
          OwnHands.of(
              "FIL-030",
              (host, failed) ->
                  seen(
                      failed,
                      "who puts files there on purpose is not known here",
                      "for each directory: chown root DIRECTORY; chmod go-w DIRECTORY",
                      "look first whether something in it was changed: dpkg --verify")),
          OwnHands.of(
              "RTL-001",
              (host, failed) ->
                  seen(
                      failed,
                      "the socket is made anew at each start",
                      "chmod as said, as the user")),
          OwnHands.always(
              "RTL-002",
              "the engine restarts, and published ports get slower",
              "as the user: systemctl --user edit docker",
              "add under [Service]: Environment=DOCKERD_ROOTLESS_ROOTLESSKIT_PORT_DRIVER=slirp4netns",
              "as the user: systemctl --user restart docker"),
          OwnHands.always(
              "RTL-003",
              "only you know whether the containers are to outlive the sessions",
              "loginctl enable-linger USER"));

  private SoftwareAdvice() {}

  private static Manual seen(Verdict failed, String why, String... steps) {
    return new Manual(
        why, Stream.concat(OwnHands.asJudged(failed).byHand().stream(), Stream.of(steps)).toList());
  }

  private static Manual update(HostSnapshot host, String program) {
    List<String> names =
        packages(host).stream()
            .filter(one -> one.programs().stream().anyMatch(path -> path.endsWith("/" + program)))
            .map(Installed::name)
            .toList();
    return upgrade(host, names);
  }

  private static Manual updateAll(HostSnapshot host) {
    return upgrade(host, packages(host).stream().map(Installed::name).toList());
  }

  private static Manual upgrade(HostSnapshot host, List<String> names) {
    String what = names.isEmpty() ? "the package that brings it" : String.join(" ", names);
    return new Manual(
        "an upgrade cannot be undone exactly",
        List.of(
            names.isEmpty()
                ? "update " + what + " with the package manager it came from"
                : "apt-get update && apt-get install --only-upgrade " + what,
            "if nothing newer comes, only a newer release of the distribution or Docker's own"
                + " packages have it",
            "a new engine restarts; running now: "
                + HostAdvice.names(RestartAdvice.running(host))));
  }

  private static Manual reinstall(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    List<String> altered = failed.with(Outcome.FAIL).stream().map(Ground::subject).toList();
    List<String> names =
        packages(host).stream()
            .filter(one -> one.programs().stream().anyMatch(altered::contains))
            .map(Installed::name)
            .toList();
    steps.add("keep a copy for whoever investigates: cp --preserve=all FILE SAFE-PLACE");
    steps.add(
        "apt-get install --reinstall " + (names.isEmpty() ? "PACKAGE" : String.join(" ", names)));
    steps.add("find out who changed it, and what else: dpkg --verify");
    return new Manual("what a changed program has done since cannot be undone", steps);
  }

  private static Manual sudo(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    for (Ground ground : failed.with(Outcome.FAIL)) {
      String file = ground.subject().replaceFirst("^.* in ", "").replaceFirst(":\\d+$", "");
      steps.add(ground.subject() + ": " + ground.says());
      steps.add("visudo -f " + file);
    }
    steps.add("take NOPASSWD out, or name single commands with all their arguments");
    steps.add("keep a root session open until a new one has been tried");
    return new Manual(
        "a mistake in sudoers locks everybody out", steps.stream().distinct().toList());
  }

  private static List<Installed> packages(HostSnapshot host) {
    return host.software().packages().seen().map(Packages::installed).orElse(List.of());
  }
}
