package io.bulkhead.cli.command;

import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Awaiting;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.Occasion;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bulkhead recover}. */
@Command(
    name = "recover",
    description =
        "Finish or undo a change set that was interrupted. Every change command does this first.")
public final class RecoverCommand extends Verb {
  @Option(names = "--boot", hidden = true, description = "While the machine boots.")
  boolean boot;

  @Option(names = "--expired", hidden = true, description = "The time of this set is up.")
  String expired = "";

  @Option(names = "--rehearse", hidden = true, description = "Would a guard run?")
  boolean rehearse;

  @Override
  public Integer call() throws RemediationException {
    Changing changing = new Changing(top);
    changing.requireRight("recover");
    if (rehearse) {
      tools().desk().reading().open();
      out().line("ready");
      return ExitCode.OK;
    }
    ChangeDesk desk = tools().desk();
    ChangeSets sets = boot ? desk.booting() : desk.undoing(tools().look().look());
    try (Session session = sets.begin(command(), occasion())) {
      if (changing.tellRecovery(session)) {
        return recovered(session.recovered().orElseThrow());
      }
      Optional<Awaiting> awaiting = session.awaiting();
      if (awaiting.isPresent()) {
        String id = HistoryCommand.shortId(awaiting.get().set());
        out().line(id + " waits for its confirmation until " + awaiting.get().deadline() + ".");
        out().line("Next:  bulkhead confirm " + id + "    (from a new login)");
        return expired.isEmpty() ? ExitCode.AWAITING : ExitCode.OK;
      }
      out().line("Nothing to recover.");
      return ExitCode.OK;
    }
  }

  private String command() {
    return boot ? "recover at boot" : expired.isEmpty() ? "recover" : "guard of " + expired;
  }

  private Occasion occasion() {
    return boot ? Occasion.BOOT : expired.isEmpty() ? Occasion.RECOVER : Occasion.EXPIRY;
  }

  private int recovered(RecoveryReport report) throws RemediationException {
    if (!report.complete()) {
      throw new RemediationException(
          Kind.STUCK,
          "not everything of " + report.setId() + " could be put back",
          "bulkhead show " + report.setId());
    }
    out().line("Recovered.");
    return ExitCode.OK;
  }
}
