package io.bulkhead.cli.report;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.policy.Waiver;

/** What reports say about waivers. */
public final class WaiverWords {
  private WaiverWords() {}

  /** Whether the waiver of a ground holds, until when, whose it is and why. */
  public static String of(Ground ground, Waiver waiver) {
    String state = ground.outcome() == Outcome.WAIVED ? "waived until " : "WAIVER EXPIRED on ";
    return state
        + waiver.expires()
        + " by "
        + waiver.owner()
        + ": "
        + waiver.reason()
        + " ("
        + waiver.source()
        + ")";
  }

  /** A waiver that nothing needs. */
  public static String unused(Waiver waiver) {
    return "waiver for "
        + waiver.check()
        + (waiver.object().equals("*") ? "" : ", " + waiver.object() + ",")
        + " is not needed: nothing that it covers fails ("
        + waiver.source()
        + ")";
  }
}
