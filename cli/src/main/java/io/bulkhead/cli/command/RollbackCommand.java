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
import java.time.Duration;
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
    HostSnapshot host = tools().look().look();
    if (dryRun) {
      if (plan(tools().desk().reading(), host, true).isPresent()) {
        out().line("Nothing was changed.");
      }
      return ExitCode.OK;
    }
    ChangeSets sets = tools().desk().undoing(host);
    boolean recovered;
    Optional<Awaiting> waiting;
    try (Session session = sets.begin("rollback")) {
      recovered = new Changing(top).tellRecovery(session);
      waiting = session.awaiting();
    }
    if (waiting.isPresent()) {
      return takeBack(waiting.get(), sets, ask);
    }
    return undo(recovered ? tools().look().look() : host, ask);
  }

  /** Plans, shows and asks without the lock, so that nobody has to wait for an answer. */
  private int undo(HostSnapshot host, boolean ask) throws RemediationException {
    ChangeSets sets = tools().desk().undoing(host);
    Optional<Rollback> planned = plan(sets, host, !quiet());
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
    boolean live = tools().desk().live();
    safeguard.require(top, plan, what.command());
    if (!ask) {
      consent.requireCovers(plan, "", safeguard, live, what.command());
      return apply(way, host);
    }
    if (!agreed(plan)) {
      out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    return apply(way, tools().look().look());
  }

  /** The host and the history must still be as they were shown; that is seen under the lock. */
  private int apply(Rollback shown, HostSnapshot host) throws RemediationException {
    ChangeSets sets = tools().desk().undoing(host);
    Changing changing = new Changing(top);
    try (Session session = sets.begin("rollback")) {
      boolean recovered = changing.tellRecovery(session);
      session.requireNothingWaits();
      Optional<Rollback> now = recovered ? Optional.empty() : plan(sets, host, false);
      String digest = shown.prepared().plan().digest();
      if (now.filter(n -> n.prepared().plan().digest().equals(digest)).isEmpty()) {
        throw new RemediationException(
            Kind.REFUSED, "the host moved meanwhile; nothing was changed", what.command());
      }
      Rollback way = now.get();
      Optional<Duration> time = safeguard.time(way.prepared().plan(), tools().desk().live());
      Changing.Terms terms = new Changing.Terms(consent.message, time);
      int exit = changing.apply(session, way.prepared(), terms, "Undoing");
      return way.conflicts().isEmpty() ? exit : partly(way);
    }
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
    String set = way.sets().isEmpty() ? what.named() : way.sets().get(0);
    String named = set.isEmpty() ? "" : " " + Escape.field(HistoryCommand.shortId(set));
    next("bulkhead rollback" + named + "    shows what is left");
    return ExitCode.PARTLY;
  }

  /** A set that waits for its confirmation is taken back as the guard would do it. */
  private int takeBack(Awaiting waiting, ChangeSets sets, boolean ask) throws RemediationException {
    Changing changing = new Changing(top);
    boolean other = !what.named().isEmpty() && !sets.resolve(what.named()).equals(waiting.set());
    String question = "Take " + waiting.set() + " back instead of confirming it? [y/N] ";
    if (!other && ask && !changing.agreed(question)) {
      out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    RecoveryReport report;
    try (Session session = sets.begin("rollback")) {
      if (other || session.awaiting().filter(w -> w.set().equals(waiting.set())).isEmpty()) {
        changing.tellRecovery(session);
        session.requireNothingWaits();
        throw new RemediationException(
            Kind.REFUSED,
            waiting.set() + " does not wait for a confirmation any more",
            "bulkhead history");
      }
      report = session.takeBack(changing.actor());
    }
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
    safeguard
        .time(plan, tools().desk().live())
        .ifPresent(
            time ->
                out()
                    .line(
                        "All of it comes into force again unless you confirm within "
                            + TimeSpan.words(time)
                            + " from a new login."));
    out().flush();
    return new Changing(top)
        .agreed(
            "Undo "
                + n
                + (n == 1 ? " change on " : " changes on ")
                + Escape.field(plan.host().name())
                + "? [y/N] ");
  }

  /** Plans it; says so if there is nothing to roll back. */
  private Optional<Rollback> plan(ChangeSets sets, HostSnapshot host, boolean show)
      throws RemediationException {
    String set = what.named().isEmpty() ? newest(sets) : sets.resolve(what.named());
    if (set.isEmpty()) {
      out().line("Nothing to roll back: no change set is in force.");
      return Optional.empty();
    }
    ChangeDesk desk = tools().desk();
    Optional<HostSnapshot> seen = desk.live() ? Optional.of(host) : Optional.empty();
    RollbackRequest request = what.request(set);
    Rollback way = desk.planBack(sets.past(), request, seen);
    if (show) {
      SetSummary summary = sets.show(set).summary();
      new RollbackScreen(out(), tools().judge().catalogue())
          .print(
              summary, request, way, host, desk.reach(way.prepared().plan(), host, safeguard.none));
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
