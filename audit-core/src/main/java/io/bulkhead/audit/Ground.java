package io.bulkhead.audit;

import io.bulkhead.audit.policy.Waiver;
import java.util.List;
import java.util.Optional;

/**
 * Why a verdict is as it is, for one object or for the host as a whole.
 *
 * @param subject the object judged, for example {@code container web}; empty for the host itself
 * @param outcome the answer for this object alone
 * @param says one sentence, without a full stop: what was seen and what was expected
 * @param evidence what was read, in the order in which it was weighed
 * @param waiver the waiver that is meant for it: it holds if the outcome is {@link Outcome#WAIVED},
 *     otherwise it has expired
 */
public record Ground(
    String subject,
    Outcome outcome,
    String says,
    List<Evidence> evidence,
    Optional<Waiver> waiver) {
  public Ground {
    evidence = List.copyOf(evidence);
  }

  /** A ground without a waiver, as checks give it. */
  public Ground(String subject, Outcome outcome, String says, List<Evidence> evidence) {
    this(subject, outcome, says, evidence, Optional.empty());
  }

  /** The same ground under a waiver that holds. */
  public Ground accepted(Waiver holds) {
    return new Ground(subject, Outcome.WAIVED, says, evidence, Optional.of(holds));
  }

  /** The same ground under a waiver that has expired. */
  public Ground noLongerAccepted(Waiver expired) {
    return new Ground(subject, outcome, says, evidence, Optional.of(expired));
  }

  /**
   * The subject without what changes from run to run: the state of a container, the pid of a
   * process.
   */
  public String lastingSubject() {
    return subject.startsWith("container ") || subject.startsWith("process ")
        ? subject.replaceFirst(" \\([^()]*\\)$", "")
        : subject;
  }

  /** The same ground about a named object. */
  public Ground about(String object) {
    return new Ground(object, outcome, says, evidence, waiver);
  }
}
