package io.bulkhead.audit;

import java.util.List;

/**
 * Why a verdict is as it is, for one object or for the host as a whole.
 *
 * @param subject the object judged, for example {@code container web}; empty for the host itself
 * @param outcome the answer for this object alone
 * @param says one sentence, without a full stop: what was seen and what was expected
 * @param evidence what was read, in the order in which it was weighed
 */
public record Ground(String subject, Outcome outcome, String says, List<Evidence> evidence) {
  public Ground {
    evidence = List.copyOf(evidence);
  }

  /** The same ground about a named object. */
  public Ground about(String object) {
    return new Ground(object, outcome, says, evidence);
  }
}
