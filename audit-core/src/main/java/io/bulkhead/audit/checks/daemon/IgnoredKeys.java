package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Strength;
import java.util.ArrayList;
import java.util.List;

/** Nothing in the configuration is accepted by the engine and then does nothing. */
final class IgnoredKeys implements Check {
  private static final CheckMeta META =
      check("DMN-026", "Every key of the configuration has an effect", Severity.HIGH)
          .passesWhen("daemon.json has no key that this engine takes and ignores")
          .because(
              "A setting that is spelled like its flag is accepted without a word and protects"
                  + " nobody, while everybody trusts it.")
          .advise("Write the key as named, or remove it; then restart the engine.")
          .mayBreak("The setting takes effect for the first time.")
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
    List<Ground> grounds = new ArrayList<>();
    host.daemon().problems().stream()
        .filter(p -> p.severity().equals("ignored"))
        .forEach(p -> grounds.add(ignored(p)));
    if (grounds.isEmpty()) {
      grounds.add(none(host.daemon()));
    }
    return Verdict.over(grounds, "");
  }

  private static Ground ignored(Daemon.Problem problem) {
    return Grounds.fail(
        problem.where(),
        "\"" + problem.key() + "\": " + problem.says() + "; " + problem.todo(),
        new Evidence(problem.where(), problem.says(), Strength.CLAIMED));
  }

  private static Ground none(Daemon daemon) {
    return daemon
        .configFile()
        .fold(
            seen ->
                seen.value().parses()
                    ? Grounds.pass(
                        "", "no key is ignored", Evidence.of(seen.origin(), "no such key"))
                    : Grounds.undetermined(
                        "",
                        seen.value().path() + " does not parse",
                        Evidence.of(seen.origin(), "does not parse")),
            absent -> Grounds.pass("", "there is no file", Evidence.of(absent.origin(), "absent")),
            unseen -> Grounds.unseen("", unseen));
  }
}
