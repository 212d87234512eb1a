package io.bulkhead.cli.command;

import io.bulkhead.audit.Profile;
import io.bulkhead.cli.report.ChangeTable;
import io.bulkhead.cli.report.HostLine;
import io.bulkhead.cli.report.PlanScreen;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.plan.Selection;
import io.bulkhead.remediate.plan.Staleness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead apply}. */
@Command(
    name = "apply",
    description =
        "Change the host as planned, after a question; verified, journaled, undone on failure.")
public final class ApplyCommand extends Verb {
  private static final int DIGEST = 12;

  @Mixin Choice choice = new Choice();
  @Mixin TlsOptions tls = new TlsOptions();
  @Mixin Consent consent = new Consent();
  @Mixin Safeguard safeguard = new Safeguard();

  @Parameters(
      paramLabel = "PLAN",
      arity = "0..1",
      description = "A plan saved by `bulkhead plan --out`; refused if the host moved since.")
  String file = "";

  @Option(
      names = {"--apply-unaffected", "--unaffected"},
      description = "Of a saved plan that no longer fits, apply the changes that still do.")
  boolean unaffected;

  @Option(
      names = "--plan-digest",
      paramLabel = "HEX",
      description = "Apply only if the plan made now is exactly this one (12 or more digits).")
  String digest = "";

  @Override
  public Integer call() throws RemediationException {
    SavedPlan saved = file.isEmpty() ? null : SavedPlan.read(top, file);
    if (saved != null && (!choice.everything() || tls.any())) {
      throw new UsageException(
          "a saved plan is applied as it is; options that choose or name something do not go with it",
          "bulkhead plan --only … --out plan.json");
    }
    if (!digest.isEmpty() && digest.length() < DIGEST) {
      throw new UsageException("--plan-digest needs 12 or more digits", "bulkhead plan");
    }
    String command = "bulkhead apply" + (file.isEmpty() ? "" : " " + Escape.field(file));
    boolean ask = digest.isEmpty() && consent.mustAsk(top, command);
    new Changing(top).requireRight("apply");
    choice.selection(tools().judge().catalogue());
    return decide(settled(saved), saved, ask, command);
  }

  /** A look at the host after whatever was open is recovered; the lock is free again. */
  private PlanWork settled(@Nullable SavedPlan saved) throws RemediationException {
    PlanWork work = PlanWork.look(tools(), profile(), wishes(saved));
    try (Session session = begin(work)) {
      boolean recovered = new Changing(top).tellRecovery(session);
      session.requireNothingWaits();
      // a recovery may have restarted the engine: look again, and drive the engine that runs now
      return recovered ? work.again() : work;
    }
  }

  private Session begin(PlanWork work) throws RemediationException {
    return tools().desk().changing(work.host(), work.findings()).begin("apply");
  }

  /** A saved plan says itself what was asked for. */
  private TlsWishes wishes(@Nullable SavedPlan saved) {
    return saved == null ? tls.wishes() : saved.wishes();
  }

  /** A saved plan is compared with one of everything, whatever profile it was made with. */
  private Profile profile() {
    return file.isEmpty() ? choice.profile() : Profile.ALL;
  }

  private int decide(PlanWork work, @Nullable SavedPlan saved, boolean ask, String command)
      throws RemediationException {
    Selection selection =
        saved == null
            ? choice.selection(tools().judge().catalogue())
            : saved.selection(work, unaffected);
    Prepared prepared = work.plan(selection);
    if (saved != null) {
      saved.requireAsShown(prepared);
    }
    requireDigest(prepared.plan());
    Selection guarded = guardable(prepared.plan(), selection);
    if (!guarded.equals(selection)) {
      prepared = work.plan(guarded);
    }
    Plan plan = prepared.plan();
    if (plan.empty()) {
      out().line("Nothing to do.");
      return ExitCode.OK;
    }
    show(work, plan);
    if (!ask) {
      consent.requireCovers(plan, digest, safeguard, live(), command);
      return apply(work, prepared);
    }
    Optional<Selection> yes =
        new Question(top.prompt(), tools().judge(), work::plan, p -> safeguard.time(p, live()))
            .ask(plan, guarded);
    if (yes.isEmpty()) {
      out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    return unmoved(yes.get().equals(guarded) ? prepared : work.plan(yes.get()), work, yes.get());
  }

  private boolean live() {
    return tools().desk().live();
  }

  /** What could lock somebody out for good is left out where nothing would undo it. */
  private Selection guardable(Plan plan, Selection selection) throws RemediationException {
    List<Integer> cutting = Safeguard.cuttingOff(plan);
    Optional<String> unguarded =
        cutting.isEmpty() || !live() || safeguard.none
            ? Optional.empty()
            : tools().desk().unguarded();
    if (unguarded.isEmpty()) {
      return selection;
    }
    String why =
        Consent.words(cutting)
            + " can cut off access, and nothing could undo that by itself: "
            + unguarded.get();
    Set<Integer> rest = numbers(plan);
    rest.removeAll(cutting);
    if (rest.isEmpty() || safeguard.within != null) {
      throw new RemediationException(
          Kind.REFUSED,
          why + "\nNothing was changed.",
          "bulkhead apply --no-guard    if you can get in some other way");
    }
    err().line("! Left out: " + Escape.field(why) + "; --no-guard takes the risk");
    return new Selection(selection.only(), selection.skip(), rest);
  }

  private int apply(PlanWork work, Prepared prepared) throws RemediationException {
    Changing changing = new Changing(top);
    try (Session session = begin(work)) {
      if (changing.tellRecovery(session)) {
        throw new RemediationException(
            Kind.REFUSED, "the host moved meanwhile; nothing more was changed", "bulkhead apply");
      }
      Optional<Duration> time = safeguard.time(prepared.plan(), live());
      int exit =
          changing.apply(session, prepared, new Changing.Terms(consent.message, time), "Applying");
      HandOver.print(out(), prepared.plan());
      return exit;
    }
  }

  private void show(PlanWork work, Plan plan) {
    if (quiet()) {
      return;
    }
    HostLine.print(out(), work.host());
    out().line();
    ChangeTable.print(out(), plan.changes(), false);
    for (String line : tools().desk().reach(plan, work.host(), safeguard.none)) {
      out().line("! access  " + Escape.line(line));
    }
    out().line(PlanScreen.counts(plan));
    out().flush();
  }

  /** The question may have been open for minutes: the host must still be as it was shown. */
  private int unmoved(Prepared approved, PlanWork work, Selection selection)
      throws RemediationException {
    PlanWork now = work.again();
    Prepared fresh = now.plan(selection);
    if (!fresh.plan().digest().equals(approved.plan().digest())) {
      Staleness staleness = now.staleness(approved.plan(), selection);
      throw SavedPlan.refuse(err(), approved.plan(), staleness, "bulkhead apply");
    }
    return apply(now, fresh);
  }

  private void requireDigest(Plan plan) throws RemediationException {
    if (!digest.isEmpty() && !plan.digest().startsWith(digest)) {
      throw new RemediationException(
          Kind.REFUSED,
          "the plan made now is "
              + plan.shortDigest()
              + ", not "
              + Escape.field(digest)
              + "; nothing was changed",
          "bulkhead plan");
    }
  }

  private static Set<Integer> numbers(Plan plan) {
    Set<Integer> numbers = new TreeSet<>();
    for (Change change : plan.changes()) {
      numbers.add(change.number());
    }
    return numbers;
  }
}
