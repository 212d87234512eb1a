package io.bulkhead.cli.command;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import picocli.CommandLine.Command;

/** {@code bulkhead recover}. */
@Command(
    name = "recover",
    description =
        "Finish or undo a change set that was interrupted. Every change command does this first.")
public final class RecoverCommand extends Verb {
  @Override
  public Integer call() throws RemediationException {
    Changing changing = new Changing(top);
    changing.requireRight("recover");
    HostSnapshot host = tools().look().look();
    try (Session session = tools().desk().undoing(host).begin("recover")) {
      if (!changing.tellRecovery(session)) {
        out().line("Nothing to recover.");
        return ExitCode.OK;
      }
      RecoveryReport report = session.recovered().orElseThrow();
      if (!report.complete()) {
        throw new RemediationException(
            RemediationException.Kind.STUCK,
            "not everything of " + report.setId() + " could be put back",
            "bulkhead show " + report.setId());
      }
      out().line("Recovered.");
      return ExitCode.OK;
    }
  }
}
