package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import java.util.ArrayList;
import java.util.List;

/** The next start of the daemon will accept its file and flags. */
final class ConfigAccepted implements Check {
  private static final CheckMeta META =
      check("DMN-012", "Configuration will be accepted at the next start", Severity.CRITICAL)
          .passesWhen(
              "daemon.json is an object of known keys and types that do not contradict the"
                  + " flags of the unit")
          .because(
              "A running engine ignores a broken file and keeps its old settings; the next restart or"
                  + " reboot then ends without any container, or without a setting that was trusted.")
          .advise(
              "Correct the place named; engines since 23.0 check it with `dockerd --validate"
                  + " --config-file /etc/docker/daemon.json`.")
          .see("docs.docker.com: dockerd, daemon configuration file");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    Daemon daemon = host.daemon();
    List<Ground> grounds = new ArrayList<>();
    daemon.problems().stream()
        .filter(problem -> !problem.severity().equals("ignored"))
        .forEach(problem -> grounds.add(problem(problem)));
    daemon
        .configFile()
        .fold(
            seen -> grounds.addAll(file(daemon, seen)),
            none -> false,
            unseen -> grounds.add(Grounds.unseen("", unseen)));
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              "",
              daemon.configFile().seen().filter(Daemon.ConfigFile::exists).isPresent()
                  ? "the file parses and every key is known"
                  : "there is no file to refuse, and the flags are accepted",
              Evidence.of(daemon.configFile().origin(), "no problem found")));
    }
    return Verdict.over(grounds, "");
  }

  private static Ground problem(Daemon.Problem problem) {
    Outcome outcome = problem.severity().equals("doubtful") ? Outcome.UNDETERMINED : Outcome.FAIL;
    String effect = problem.severity().equals("stops") ? ": the next start fails" : "";
    String todo = problem.todo().isEmpty() ? "" : "; " + problem.todo();
    return new Ground(
        problem.where(),
        outcome,
        problem.says() + effect + todo,
        List.of(new Evidence(problem.where(), problem.says(), Strength.CLAIMED)));
  }

  private static List<Ground> file(Daemon daemon, Reading.Present<Daemon.ConfigFile> seen) {
    Daemon.ConfigFile file = seen.value();
    if (!file.exists()) {
      return List.of();
    }
    boolean told = daemon.problems().stream().anyMatch(p -> p.severity().equals("stops"));
    if (!file.parses() && !told) {
      return List.of(
          Grounds.fail(
              file.path(),
              "is not a JSON object: the next start fails",
              Evidence.of(seen.origin(), "does not parse")));
    }
    return daemon.version().isEmpty()
        ? List.of(
            Grounds.undetermined(
                file.path(),
                "the engine's version is not known, so neither are the keys it accepts",
                Evidence.of(seen.origin(), "parses")))
        : List.of();
  }
}
