package io.bulkhead.remediate.apply;

import java.time.Duration;
import java.util.Optional;

/**
 * Who wants a change set, and on which terms.
 *
 * @param message a note for the history; empty for none
 * @param confirmWithin the set goes back by itself unless it is confirmed in this time after it was
 *     applied; empty if it is final at once
 */
public record Approval(Actor actor, String message, Optional<Duration> confirmWithin) {
  /** Final at once. */
  public static Approval atOnce(Actor actor, String message) {
    return new Approval(actor, message, Optional.empty());
  }
}
