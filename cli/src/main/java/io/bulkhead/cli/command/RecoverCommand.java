package io.bulkhead.cli.command;

import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Awaiting;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.Leftover;
import io.bulkhead.remediate.apply.Occasion;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.plan.Rollback;
import io.bulkhead.remediate.plan.RollbackRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead recover}. */
@Command(
    name = "recover",
    description =
        "Finish or undo a change set that was interrupted. Every change command does this first.")
public final class RecoverCommand extends Verb {
  @Option(
      names = "--from-disk",
      description =
          "The journal is gone or damaged: take back the set that left files beside what it changed.")
  boolean fromDisk;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; with --from-disk.")
  boolean yes;

  @Parameters(
      paramLabel = "SET",
      arity = "0..1",
      description = "With --from-disk: the whole id of the set, if not the newest that left files.")
  String which = "";

  @Option(names = "--boot", hidden = true, description = "While the machine boots.")
  boolean boot;

  @Option(names = "--expired", hidden = true, description = "The time of this set is up.")
  String expired = "";

  @Option(names = "--warn", hidden = true, description = "The time of this set is nearly up.")
  String warned = "";

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
    if (!warned.isEmpty()) {
      desk.reading().warn(warned);
      return ExitCode.OK;
    }
    if (fromDisk) {
      return fromDisk(desk.undoing(tools().look().look()), changing);
    }
    ChangeSets sets = boot ? desk.booting() : desk.undoing(tools().look().look());
    try (Session session = sets.begin(command(), occasion())) {
      // what is done unattended is told to the log already, where the output goes as well
      if (occasion().unattended()
          ? session.recovered().isPresent()
          : changing.tellRecovery(session)) {
        RecoveryReport report = session.recovered().orElseThrow();
        boolean guard = !expired.isEmpty() && report.wentBack() && !report.complete();
        return guard ? around(session, sets, report) : recovered(report);
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

  private int fromDisk(ChangeSets sets, Changing changing) throws RemediationException {
    List<Leftover> found = sets.leftovers();
    for (Leftover one : found) {
      String targets = String.join(", ", one.targets());
      err().line(one.set() + " left files beside " + Escape.field(targets));
    }
    if (which.isEmpty() && found.isEmpty()) {
      throw new RemediationException(
          Kind.REFUSED,
          "no change set left files beside what it changed; name one to take it back anyway",
          "ls " + tools().desk().statePath() + "/tx    then bulkhead recover --from-disk SET");
    }
    String set = which.isEmpty() ? found.get(0).set() : which;
    if (!yes && !changing.agreed("Take " + set + " back, whether or not it was final? [y/N] ")) {
      out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    RecoveryReport report = sets.recoverFromDisk(set);
    Changing.tell(err(), report.lines());
    return recovered(report);
  }

  private String command() {
    return boot ? "recover at boot" : expired.isEmpty() ? "recover" : "guard of " + expired;
  }

  private Occasion occasion() {
    return boot ? Occasion.BOOT : expired.isEmpty() ? Occasion.RECOVER : Occasion.EXPIRY;
  }

  /**
   * Others changed the very files while the set waited. Theirs stays; ours goes back around it, key
   * by key, as a rollback does it: nobody is here to settle a conflict, and somebody may be locked
   * out.
   */
  private int around(Session session, ChangeSets sets, RecoveryReport report)
      throws RemediationException {
    RollbackRequest all =
        new RollbackRequest(
            report.setId(), false, Set.of(), false, true, false, Set.of()); // skips conflicts
    Rollback back = tools().desk().planBack(sets.past(), all, Optional.of(tools().look().look()));
    Prepared prepared = back.prepared();
    if (prepared.plan().empty() || !prepared.plan().conflicts().isEmpty()) {
      return recovered(report);
    }
    Changing.Terms terms =
        new Changing.Terms("guard of " + report.setId() + ", around later edits", Optional.empty());
    new Changing(top).apply(session, prepared, terms, "Undoing");
    if (!back.conflicts().isEmpty()) {
      return recovered(report);
    }
    String id = HistoryCommand.shortId(report.setId());
    session.announce(
        List.of(
            id + " was not confirmed in time.",
            "It was undone; what others changed in its files meanwhile is kept."));
    return ExitCode.OK;
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
