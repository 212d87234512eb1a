package io.bulkhead.cli.command;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.report.PlanScreen;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.plan.Selection;
import java.util.List;
import java.util.function.Function;

/**
 * A change that somebody asks for by name and that no finding stands behind: planned, shown,
 * applied and undone as any other.
 */
final class Asked {
  private final Bulkhead top;
  private final Consent consent;
  private final String verb;
  private final boolean dryRun;

  /**
   * @param verb command without the program's name, for messages
   */
  Asked(Bulkhead top, Consent consent, String verb, boolean dryRun) {
    this.top = top;
    this.consent = consent;
    this.verb = verb;
    this.dryRun = dryRun;
  }

  /** The host as it was seen, with what was found on it. */
  private record Look(HostSnapshot host, List<Finding> findings) {
    static Look at(Bulkhead top) {
      HostSnapshot host = top.tools().look().look();
      return new Look(
          host,
          top.tools().judge().judge(host, top.tools().judge().checks(Profile.ALL, Selection.ALL)));
    }
  }

  /**
   * Plans, shows, asks and applies.
   *
   * @param title what is asked for, in a few words
   */
  int carryOut(String title, Function<HostSnapshot, Proposal> wish) throws RemediationException {
    String command = "bulkhead " + verb;
    boolean ask = !dryRun && consent.mustAsk(top, command);
    new Changing(top).requireRight(verb);
    Look look = Look.at(top);
    if (dryRun) {
      show(plan(look, title, wish).plan(), look);
      top.terminal().out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    try (Session session = top.tools().desk().changing(look.host(), look.findings()).begin(verb)) {
      if (!new Changing(top).tellRecovery(session)) {
        return decide(session, look, title, wish, ask);
      }
    }
    Look fresh = Look.at(top);
    try (Session session =
        top.tools().desk().changing(fresh.host(), fresh.findings()).begin(verb)) {
      return decide(session, fresh, title, wish, ask);
    }
  }

  private Prepared plan(Look look, String title, Function<HostSnapshot, Proposal> wish)
      throws RemediationException {
    Proposal proposal = wish.apply(look.host());
    if (proposal instanceof Proposal.Manual no) {
      throw new FailedException(
          ExitCode.REFUSED, no.why() + "; nothing was changed", String.join("\n", no.byHand()));
    }
    return top.tools().desk().asked(look.host(), title, (Proposal.Fix) proposal);
  }

  private int decide(
      Session session, Look look, String title, Function<HostSnapshot, Proposal> wish, boolean ask)
      throws RemediationException {
    Prepared prepared = plan(look, title, wish);
    show(prepared.plan(), look);
    if (!ask) {
      consent.requireCovers(prepared.plan(), "bulkhead " + verb);
      return apply(session, prepared);
    }
    boolean yes =
        new Question(top.prompt(), top.tools().judge(), selection -> prepared)
            .ask(prepared.plan(), Selection.ALL)
            .isPresent();
    if (!yes) {
      top.terminal().out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    Prepared now = plan(Look.at(top), title, wish);
    if (!now.plan().digest().equals(prepared.plan().digest())) {
      throw new RemediationException(
          Kind.REFUSED,
          "the host moved while the question was open; nothing was changed",
          "bulkhead " + verb);
    }
    return apply(session, now);
  }

  private int apply(Session session, Prepared prepared) throws RemediationException {
    int exit = new Changing(top).apply(session, prepared, consent.message, "Applying");
    HandOver.print(top.terminal().out(), prepared.plan());
    return exit;
  }

  private void show(Plan plan, Look look) {
    if (!top.globals().quiet()) {
      new PlanScreen(top.terminal().out()).print(plan, look.host());
      top.terminal().out().flush();
    }
  }
}
