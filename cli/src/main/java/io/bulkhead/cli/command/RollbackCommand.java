package io.bulkhead.cli.command;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.report.RollbackScreen;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Awaiting;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead rollback}. */
@Command(
    name = "rollback",
    description = "Undo a change set exactly, keeping what others changed since.")
public final class RollbackCommand extends Verb {
  @Mixin Consent consent = new Consent();
  @Mixin Safeguard safeguard = new Safeguard();

  @Parameters(
      paramLabel = "SET",
      arity = "0..1",
      description = "A change set as `bulkhead history` lists it; default: the newest applied one.")
  String which = "";

  @Option(names = "--dry-run", description = "Show what would be undone, and stop.")
  boolean dryRun;

  @Override
  public Integer call() throws RemediationException {
    String command = "bulkhead rollback" + (which.isEmpty() ? "" : " " + Escape.field(which));
    boolean ask = !dryRun && consent.mustAsk(top, command);
    new Changing(top).requireRight("rollback");
    ChangeDesk desk = tools().desk();
    HostSnapshot host = tools().look().look();
    if (dryRun) {
      Optional<SetDetail> set = find(desk.reading());
      if (set.isPresent()) {
        show(set.get(), desk.planBack(set.get(), seen(host)).plan());
        out().line("Nothing was changed.");
      }
      return ExitCode.OK;
    }
    ChangeSets sets = desk.undoing(host);
    try (Session session = sets.begin("rollback")) {
      if (!new Changing(top).tellRecovery(session)) {
        return undo(session, sets, host, ask);
      }
    }
    HostSnapshot now = tools().look().look();
    ChangeSets fresh = desk.undoing(now);
    try (Session session = fresh.begin("rollback")) {
      return undo(session, fresh, now, ask);
    }
  }

  private int undo(Session session, ChangeSets sets, HostSnapshot host, boolean ask)
      throws RemediationException {
    if (session.awaiting().isPresent()) {
      return takeBack(session, session.awaiting().get(), sets, ask);
    }
    Optional<SetDetail> set = find(sets);
    if (set.isEmpty()) {
      return ExitCode.OK;
    }
    ChangeDesk desk = tools().desk();
    Prepared prepared = desk.planBack(set.get(), seen(host));
    Plan plan = prepared.plan();
    show(set.get(), plan);
    if (!plan.conflicts().isEmpty()) {
      throw new RemediationException(
          Kind.REFUSED,
          "a conflict stops the rollback; nothing was changed",
          "bulkhead show " + set.get().summary().id() + "    then settle the conflict by hand");
    }
    if (plan.empty()) {
      out().line("Nothing to undo: nothing of this set is left on the host.");
      return ExitCode.OK;
    }
    if (ask && !agreed(plan)) {
      out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    Changing.Terms terms =
        new Changing.Terms(consent.message, safeguard.asked(tools().desk().live()));
    return new Changing(top).apply(session, prepared, terms, "Undoing");
  }

  /** A set that waits for its confirmation is taken back as the guard would do it. */
  private int takeBack(Session session, Awaiting waiting, ChangeSets sets, boolean ask)
      throws RemediationException {
    if (!which.isEmpty() && !sets.show(which).summary().id().equals(waiting.set())) {
      session.requireNothingWaits();
    }
    if (ask && !agreed("Take " + waiting.set() + " back instead of confirming it? [y/N] ")) {
      out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    RecoveryReport report = session.takeBack();
    Changing.tell(err(), report.lines());
    if (!report.complete()) {
      throw new RemediationException(
          Kind.STUCK,
          "not everything of " + report.setId() + " could be put back",
          "bulkhead show " + report.setId());
    }
    out().line(out().style().bold("Undone: " + report.setId() + "."));
    return ExitCode.OK;
  }

  private boolean agreed(Plan plan) {
    int n = plan.changes().size();
    return agreed(
        "Undo "
            + n
            + (n == 1 ? " change on " : " changes on ")
            + Escape.field(plan.host().name())
            + "? [y/N] ");
  }

  private boolean agreed(String question) {
    while (true) {
      String said = top.prompt().ask(question).orElse("").toLowerCase(Locale.ROOT);
      if (said.equals("y") || said.equals("yes")) {
        return true;
      }
      if (said.isEmpty() || said.equals("n") || said.equals("no")) {
        return false;
      }
      err().line("'" + Escape.field(said) + "' is neither y nor n");
    }
  }

  /** Says so if there is nothing to roll back. */
  private Optional<SetDetail> find(ChangeSets sets) throws RemediationException {
    if (!which.isEmpty()) {
      return Optional.of(sets.show(which));
    }
    for (SetSummary set : sets.history()) {
      if (set.stands() && set.undoes().isEmpty()) {
        return Optional.of(sets.show(set.id()));
      }
    }
    out().line("Nothing to roll back: no change set stands.");
    return Optional.empty();
  }

  private void show(SetDetail set, Plan plan) {
    if (!quiet()) {
      new RollbackScreen(out()).print(set.summary(), plan);
      out().flush();
    }
  }

  private Optional<HostSnapshot> seen(HostSnapshot host) {
    return tools().desk().live() ? Optional.of(host) : Optional.empty();
  }
}
