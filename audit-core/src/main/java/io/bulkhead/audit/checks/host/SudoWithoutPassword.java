package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Sudoers;
import io.bulkhead.audit.snapshot.Sudoers.Rule;
import java.util.ArrayList;
import java.util.List;

/** Nobody runs the engine's programs as root without a password. */
final class SudoWithoutPassword implements PolicyCheck {
  private static final CheckMeta META =
      check("HST-105", "Sudo asks for a password before docker", Severity.HIGH)
          .passesWhen(
              "no rule of sudo lets anybody but root run an engine's program, or everything, as root without a password")
          .because(
              "Whoever gets into a session of that user, or has a program run in it, is root at once:"
                  + " docker mounts the whole file system on request.")
          .advise(
              "Take NOPASSWD out of the rule with `visudo -f FILE`, or name single commands with"
                  + " all their arguments.")
          .mayBreak("Scripts that call sudo without a terminal.")
          .see("sudoers(5)", "visudo(8)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return host.software()
        .sudoers()
        .fold(
            seen -> rules(host, policy, seen),
            none -> Verdict.notApplicable("there is no sudo here", Grounds.evidence(none)),
            Verdict::undetermined);
  }

  private static Verdict rules(HostSnapshot host, Policy policy, Reading.Present<Sudoers> seen) {
    List<Ground> grounds = new ArrayList<>();
    for (Rule rule : seen.value().rules()) {
      rule(host, policy, rule, grounds);
    }
    for (String doubt : seen.value().doubts()) {
      grounds.add(
          Grounds.undetermined(
              "", "more rules may exist: " + doubt, Evidence.of(seen.origin(), doubt)));
    }
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              "",
              "no rule lets anybody run an engine's programs without a password",
              Evidence.of(
                  seen.origin(), seen.value().rules().size() + " rules without a password")));
    }
    return Verdict.over(grounds, "");
  }

  private static void rule(HostSnapshot host, Policy policy, Rule rule, List<Ground> grounds) {
    List<String> users = rule.users().stream().filter(u -> !SudoScope.root(u)).toList();
    if (users.isEmpty() || !SudoScope.here(host, rule) || !SudoScope.powerful(host, rule)) {
      return;
    }
    Evidence says =
        Evidence.of(
            Origin.observed(rule.where()),
            String.join(", ", rule.users()) + " NOPASSWD: " + String.join(", ", rule.commands()));
    for (String command : rule.commands()) {
      SudoCommand.Reach reach = SudoCommand.reach(command);
      if (reach == SudoCommand.Reach.NONE) {
        continue;
      }
      boolean unclear = reach == SudoCommand.Reach.UNCLEAR;
      for (String user : users) {
        String subject = user + " in " + rule.where();
        grounds.add(
            policy.lists(HostValues.SUDO_DOCKER, user)
                ? Grounds.pass(
                    subject,
                    "may run " + command + " without a password, as the policy lists",
                    says,
                    Evidence.of(policy.origin(HostValues.SUDO_DOCKER), user))
                : unlisted(subject, command, unclear, says));
      }
    }
  }

  private static Ground unlisted(String subject, String command, boolean unclear, Evidence says) {
    return unclear
        ? Grounds.undetermined(
            subject, "whether the pattern " + command + " admits docker was not worked out", says)
        : Grounds.fail(
            subject,
            "may run "
                + (command.equals("ALL") ? "everything, docker as well," : command)
                + " as root without a password",
            says);
  }
}
