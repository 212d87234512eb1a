package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** Steps for engine settings that no edit of one key makes safe. */
final class EngineAdvice {
  static final List<Remedy> ALL =
      List.of(
          OwnHands.of("DMN-009", EngineAdvice::rootless),
          OwnHands.of("DMN-012", EngineAdvice::brokenFile),
          OwnHands.of("DMN-013", EngineAdvice::drift),
          OwnHands.of("DMN-014", EngineAdvice::confinement));

  private EngineAdvice() {}

  private static Manual rootless(HostSnapshot host, Verdict failed) {
    return new Manual(
        "an engine without root is another installation: images, volumes and ports below 1024"
            + " do not move along",
        List.of(
            "as an ordinary user: dockerd-rootless-setuptool.sh check",
            "as that user: dockerd-rootless-setuptool.sh install",
            "move the workloads, then stop this engine"));
  }

  private static Manual brokenFile(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    for (Daemon.Problem problem : host.daemon().problems()) {
      if (problem.severity().equals("stops")) {
        steps.add(problem.where() + ": " + problem.says() + "; " + problem.todo());
      }
    }
    if (steps.isEmpty()) {
      steps.addAll(OwnHands.asJudged(failed).byHand());
    }
    steps.add("a file that cannot be understood is never edited by Bulkhead");
    return new Manual("what was meant can only be guessed", steps);
  }

  private static Manual drift(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add("keep what is written: restart the engine at a time that suits");
    steps.addAll(RestartAdvice.steps(host));
    steps.add("or take the edit back, so that a restart changes nothing");
    return new Manual("somebody changed the configuration and did not restart the engine", steps);
  }

  private static Manual confinement(HostSnapshot host, Verdict failed) {
    return new Manual(
        "it depends on packages and on the kernel's start",
        List.of(
            "AppArmor: apt-get install apparmor, then restart the engine",
            "SELinux: set \"selinux-enabled\": true in "
                + DaemonFile.path(host)
                + " on a host that enforces SELinux with container-selinux installed",
            RestartAdvice.command(host.daemon().control())));
  }
}
