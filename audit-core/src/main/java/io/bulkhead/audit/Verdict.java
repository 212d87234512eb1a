package io.bulkhead.audit;

import io.bulkhead.audit.snapshot.Reading;
import java.util.Comparator;
import java.util.List;

/**
 * The answer of one check, with a ground for every object it judged.
 *
 * @param outcome the weightiest outcome among the grounds
 * @param grounds never empty
 */
public record Verdict(Outcome outcome, List<Ground> grounds) {
  public Verdict {
    grounds = List.copyOf(grounds);
    if (grounds.isEmpty()) {
      throw new IllegalArgumentException("a verdict needs a ground");
    }
  }

  public static Verdict pass(String says, Evidence... evidence) {
    return one(Outcome.PASS, says, evidence);
  }

  public static Verdict fail(String says, Evidence... evidence) {
    return one(Outcome.FAIL, says, evidence);
  }

  public static Verdict notApplicable(String reason, Evidence... evidence) {
    return one(Outcome.NOT_APPLICABLE, reason, evidence);
  }

  public static Verdict undetermined(String reason, Evidence... evidence) {
    return one(Outcome.UNDETERMINED, reason, evidence);
  }

  /**
   * Left to a person.
   *
   * @param says what to look at and what to compare it with
   * @param evidence what was gathered for that
   */
  public static Verdict manual(String says, Evidence... evidence) {
    return one(Outcome.MANUAL, says, evidence);
  }

  /** Undetermined because {@code unseen} could not be read. */
  public static Verdict undetermined(Reading.Unreadable<?> unseen) {
    return undetermined(
        "could not read " + unseen.origin().source() + ": " + unseen.reason(),
        Evidence.of(unseen.origin(), unseen.reason()));
  }

  /** One verdict over many objects; {@code whenNone} if there is no object to judge. */
  public static Verdict over(List<Ground> grounds, String whenNone) {
    if (grounds.isEmpty()) {
      return notApplicable(whenNone);
    }
    Outcome worst =
        grounds.stream().map(Ground::outcome).min(Comparator.naturalOrder()).orElseThrow();
    return new Verdict(worst, grounds);
  }

  /** The grounds as a person reads them: what decides first, else in their own order. */
  public List<Ground> worstFirst() {
    return grounds.stream().sorted(Comparator.comparing(Ground::outcome)).toList();
  }

  /** The grounds with this outcome, in order. */
  public List<Ground> with(Outcome wanted) {
    return grounds.stream().filter(g -> g.outcome() == wanted).toList();
  }

  /** The sentence of the first ground that decided the outcome. */
  public String says() {
    return with(outcome).get(0).says();
  }

  private static Verdict one(Outcome outcome, String says, Evidence... evidence) {
    return new Verdict(outcome, List.of(new Ground("", outcome, says, List.of(evidence))));
  }
}
