package io.bulkhead.cli.command;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.report.RollbackScreen;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Awaiting;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.apply.SetSummary;
import io.bulkhead.remediate.plan.Rollback;
import io.bulkhead.remediate.plan.RollbackRequest;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead rollback}. */
@Command(
    name = "rollback",
    description =
        "Undo a change set, parts of it, or everything after one; keep what others changed since.")
public final class RollbackCommand extends Verb {
  @Mixin Consent consent = new Consent();
  @Mixin WhatToUndo what = new WhatToUndo();
  @Mixin Safeguard safeguard = new Safeguard();

  @Option(names = "--dry-run", description = "Show what would be undone, and stop.")
  boolean dryRun;

  @Override
  public Integer call() throws RemediationException {
    what.check();
    boolean ask = !dryRun && consent.mustAsk(top, what.command());
    new Changing(top).requireRight("rollback");
    ChangeDesk desk = tools().desk();
    HostSnapshot host = tools().look().look();
    if (dryRun) {
      Optional<Rollback> way = plan(desk.reading(), host);
      if (way.isPresent()) {
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
    Optional<Rollback> planned = plan(sets, host);
    if (planned.isEmpty()) {
      return ExitCode.OK;
    }
    Rollback way = planned.get();
    Plan plan = way.prepared().plan();
    if (!plan.conflicts().isEmpty()) {
      throw stopped(way);
    }
    if (plan.empty()) {
      out().line("Nothing to undo" + (way.conflicts().isEmpty() ? ": it is all as before." : "."));
      return way.conflicts().isEmpty() ? ExitCode.OK : partly(way);
    }
    if (ask && !agreed(plan)) {
      out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    Changing.Terms terms =
        new Changing.Terms(consent.message, safeguard.asked(tools().desk().live()));
    int exit = new Changing(top).apply(session, way.prepared(), terms, "Undoing");
    return way.conflicts().isEmpty() ? exit : partly(way);
  }

  private RemediationException stopped(Rollback way) {
    boolean dependents = !way.dependents().isEmpty();
    return new RemediationException(
        Kind.REFUSED,
        dependents
            ? "later changes stand on what is to be undone; nothing was changed"
            : "a conflict stops the rollback; nothing was changed",
        what.command() + (dependents ? " --with-dependents" : " --skip-conflicts"));
  }

  /** Something was left: a person has to look. */
  private int partly(Rollback way) {
    int left = RollbackScreen.numbers(way.conflicts()).size();
    err()
        .line(
            "Undone partly: "
                + left
                + (left == 1 ? " change was left" : " changes were left")
                + " because others changed what it wrote.");
    next(
        "bulkhead rollback "
            + Escape.field(
                HistoryCommand.shortId(way.sets().isEmpty() ? what.named() : way.sets().get(0)))
            + "    shows what is left");
    return ExitCode.PARTLY;
  }

  /** A set that waits for its confirmation is taken back as the guard would do it. */
  private int takeBack(Session session, Awaiting waiting, ChangeSets sets, boolean ask)
      throws RemediationException {
    if (!what.named().isEmpty() && !sets.resolve(what.named()).equals(waiting.set())) {
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

  /** Plans and shows it; says so if there is nothing to roll back. */
  private Optional<Rollback> plan(ChangeSets sets, HostSnapshot host) throws RemediationException {
    String set = what.named().isEmpty() ? newest(sets) : sets.resolve(what.named());
    if (set.isEmpty()) {
      out().line("Nothing to roll back: no change set is in force.");
      return Optional.empty();
    }
    ChangeDesk desk = tools().desk();
    Optional<HostSnapshot> seen = desk.live() ? Optional.of(host) : Optional.empty();
    RollbackRequest request = what.request(set);
    Rollback way = desk.planBack(sets.past(), request, seen);
    if (!quiet()) {
      SetSummary summary = sets.show(set).summary();
      new RollbackScreen(out(), tools().judge().catalogue())
          .print(summary, request, way, host, desk.reach(way.prepared().plan(), host));
      out().flush();
    }
    return Optional.of(way);
  }

  private static String newest(ChangeSets sets) throws RemediationException {
    for (SetSummary set : sets.history()) {
      if (set.stands() && set.undoes().isEmpty()) {
        return set.id();
      }
    }
    return "";
  }
}
