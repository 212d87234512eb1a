package io.bulkhead.kernel.probes;

import io.bulkhead.audit.snapshot.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * What a probe found.
 *
 * @param value booleans, numbers, strings, lists and maps of them; null if there is none
 * @param says one sentence part: what was seen, and why that is good or bad
 */
public record Answer(Judgement judgement, @Nullable Object value, String says) {
  public static Answer pass(@Nullable Object value, String says) {
    return new Answer(Judgement.PASS, value, says);
  }

  public static Answer warn(@Nullable Object value, String says) {
    return new Answer(Judgement.WARN, value, says);
  }

  public static Answer fail(@Nullable Object value, String says) {
    return new Answer(Judgement.FAIL, value, says);
  }

  public static Answer info(@Nullable Object value, String says) {
    return new Answer(Judgement.INFO, value, says);
  }

  public static Answer notApplicable(String why) {
    return new Answer(Judgement.NOT_APPLICABLE, null, why);
  }

  public static Answer unknown(String why) {
    return new Answer(Judgement.UNKNOWN, null, why);
  }

  /** Not seen for certain; {@code value} is what hints at it. */
  public static Answer unknown(@Nullable Object value, String why) {
    return new Answer(Judgement.UNKNOWN, value, why);
  }

  /** Unknown because a look failed. */
  public static Answer unseen(String what, Got<?> failed) {
    return unknown(what + ": " + failed.why());
  }
}
