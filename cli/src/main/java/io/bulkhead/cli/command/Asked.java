package io.bulkhead.cli.command;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.report.Numbers;
import io.bulkhead.cli.report.PlanScreen;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.plan.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change that somebody asks for by name and that no finding stands behind: planned, shown,
 * applied and undone as any other.
 */
final class Asked {
  private final Bulkhead top;
  private final Terms terms;
  private final String verb;
  private final boolean dryRun;

  /**
   * @param verb command without the program's name, for messages
   */
  Asked(Bulkhead top, Terms terms, String verb, boolean dryRun) {
    this.top = top;
    this.terms = terms;
    this.verb = verb;
    this.dryRun = dryRun;
  }

  /** The options by which somebody agrees, and what happens when it was wrong to. */
  record Terms(Consent consent, Safeguard safeguard) {}

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
    boolean ask = !dryRun && terms.consent().mustAsk(top, command);
    new Changing(top).requireRight(verb);
    if (dryRun) {
      Look look = Look.at(top);
      show(plan(look, title, wish).plan(), look);
      top.terminal().out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    Look look = settled();
    Prepared prepared = plan(look, title, wish);
    terms.safeguard().require(top, prepared.plan(), command);
    show(prepared.plan(), look);
    boolean live = top.tools().desk().live();
    if (!ask) {
      terms.consent().requireCovers(prepared.plan(), "", terms.safeguard(), live, command);
      return apply(look, prepared);
    }
    boolean yes =
        new Question(
                top.prompt(),
                top.tools().judge(),
                selection -> prepared,
                plan -> terms.safeguard().time(plan, live))
            .ask(prepared.plan(), Selection.ALL)
            .isPresent();
    if (!yes) {
      top.terminal().out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    Look again = Look.at(top);
    Prepared now = plan(again, title, wish);
    if (!now.plan().digest().equals(prepared.plan().digest())) {
      throw moved();
    }
    return apply(again, now);
  }

  private RemediationException moved() {
    return new RemediationException(
        Kind.REFUSED, "the host moved meanwhile; nothing was changed", "bulkhead " + verb);
  }

  /** A look after whatever was open is recovered; the lock is free again. */
  private Look settled() throws RemediationException {
    Look look = Look.at(top);
    try (Session session = begin(look)) {
      boolean recovered = new Changing(top).tellRecovery(session);
      session.requireNothingWaits();
      return recovered ? Look.at(top) : look;
    }
  }

  private Session begin(Look look) throws RemediationException {
    return top.tools().desk().changing(look.host(), look.findings()).begin(verb);
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

  private int apply(Look look, Prepared prepared) throws RemediationException {
    Changing changing = new Changing(top);
    try (Session session = begin(look)) {
      if (changing.tellRecovery(session)) {
        throw moved();
      }
      Optional<Duration> time = terms.safeguard().time(prepared.plan(), top.tools().desk().live());
      int exit =
          changing.apply(
              session, prepared, new Changing.Terms(terms.consent().message, time), "Applying");
      HandOver.print(top.terminal().out(), prepared.plan());
      return exit;
    }
  }

  private void show(Plan plan, Look look) {
    if (!top.globals().quiet()) {
      new PlanScreen(top.terminal().out(), Numbers.NONE)
          .print(
              plan,
              look.host(),
              top.tools().desk().reach(plan, look.host(), terms.safeguard().none));
      top.terminal().out().flush();
    }
  }
}
