package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Arrays;
import java.util.List;

/** Short forms of a ground about a named object. */
public final class Grounds {
  private Grounds() {}

  public static Ground pass(String subject, String says, Evidence... evidence) {
    return new Ground(subject, Outcome.PASS, says, List.of(evidence));
  }

  public static Ground fail(String subject, String says, Evidence... evidence) {
    return new Ground(subject, Outcome.FAIL, says, List.of(evidence));
  }

  public static Ground undetermined(String subject, String says, Evidence... evidence) {
    return new Ground(subject, Outcome.UNDETERMINED, says, List.of(evidence));
  }

  /** Left to a person; the evidence is what was gathered for that. */
  public static Ground manual(String subject, String says, Evidence... evidence) {
    return new Ground(subject, Outcome.MANUAL, says, List.of(evidence));
  }

  public static Ground notApplicable(String subject, String says, Evidence... evidence) {
    return new Ground(subject, Outcome.NOT_APPLICABLE, says, List.of(evidence));
  }

  /** Undetermined because a reading is missing; what else was seen stands before it. */
  public static Ground unseen(
      String subject, Reading.Unreadable<?> reading, Evidence... seenBefore) {
    Evidence[] all = Arrays.copyOf(seenBefore, seenBefore.length + 1);
    all[seenBefore.length] = Evidence.of(reading.origin(), reading.reason());
    return undetermined(
        subject, "could not read " + reading.origin().source() + ": " + reading.reason(), all);
  }

  /** What a reading says, whichever of the three it is. */
  public static Evidence evidence(Reading<?> reading) {
    if (reading instanceof Reading.Present<?> seen) {
      return Evidence.of(seen.origin(), seen.value());
    }
    return reading instanceof Reading.Unreadable<?> unseen
        ? Evidence.of(unseen.origin(), unseen.reason())
        : Evidence.of(reading.origin(), "absent");
  }
}
