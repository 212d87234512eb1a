package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.json.PlanJson;
import io.bulkhead.remediate.plan.Selection;
import io.bulkhead.remediate.plan.Staleness;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan that was saved and shown. It is never carried out itself: it selects among the changes
 * that would be proposed now, and what they do must be what it showed.
 */
final class SavedPlan {
  private final Bulkhead top;
  private final String file;
  private final Plan plan;
  private boolean whole = true;

  private SavedPlan(Bulkhead top, String file, Plan plan) {
    this.top = top;
    this.file = file;
    this.plan = plan;
  }

  /** Reads a file; {@code -} is standard input. */
  static SavedPlan read(Bulkhead top, String file) throws RemediationException {
    byte[] json =
        UserFile.isStream(file)
            ? UserFile.read(file, PlanJson.LIMIT)
            : new PlanFile(top.tools().desk().sys(), trusted(top)).read(file);
    return new SavedPlan(top, file, PlanJson.read(json));
  }

  /** Root, whoever runs this, and whoever runs this through sudo. */
  private static Set<Long> trusted(Bulkhead top) {
    long me = top.tools().desk().effectiveUid();
    Set<Long> trusted = new HashSet<>(List.of(0L, me));
    String sudo = top.environment().text("SUDO_UID");
    if (me == 0 && sudo.matches("[0-9]{1,10}")) {
      trusted.add(Long.valueOf(sudo));
    }
    return trusted;
  }

  /**
   * The changes to make now.
   *
   * @param unaffected true to leave out what no longer fits, instead of refusing
   */
  Selection selection(PlanWork work, boolean unaffected) throws RemediationException {
    Staleness staleness = work.staleness(plan, Selection.ALL);
    if (staleness.fits()) {
      return staleness.selection();
    }
    whole = false;
    if (unaffected && !staleness.foreign() && !staleness.expired() && !staleness.fit().isEmpty()) {
      Channel err = top.terminal().err();
      moved(err, plan, staleness);
      err.line("  applying only " + Consent.words(staleness.fit()));
      return staleness.selection();
    }
    throw refused(staleness);
  }

  private RemediationException refused(Staleness staleness) {
    return refuse(
        top.terminal().err(), plan, staleness, "bulkhead plan --out " + Escape.field(file));
  }

  /** What is written must be what was shown, byte for byte. */
  void requireAsShown(Prepared now) throws RemediationException {
    if (whole && !Staleness.sameOutcome(plan, now.plan())) {
      throw new RemediationException(
          Kind.REFUSED,
          "what would be done now is not what the plan shows; nothing was changed",
          "bulkhead plan --out " + Escape.field(file));
    }
  }

  /** Says what moved, and refuses. */
  static RemediationException refuse(Channel err, Plan plan, Staleness staleness, String next) {
    moved(err, plan, staleness);
    if (!staleness.fit().isEmpty() && !staleness.moved().isEmpty()) {
      err.line("  " + Consent.words(staleness.fit()) + " still fit: --apply-unaffected");
    }
    String why =
        staleness.foreign()
            ? "the plan was made for another host, root or version"
            : staleness.expired() ? "the plan has expired" : "the host moved since the plan";
    return new RemediationException(Kind.REFUSED, why + "; nothing was changed", next);
  }

  private static void moved(Channel err, Plan plan, Staleness staleness) {
    err.line("Plan " + plan.shortDigest() + " no longer fits this host:");
    for (String sentence : staleness.moved()) {
      err.line("  " + Escape.field(sentence));
    }
  }
}
