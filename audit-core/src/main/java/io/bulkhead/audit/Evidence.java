package io.bulkhead.audit;

import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Strength;

/**
 * One thing that was looked at and what it said.
 *
 * @param source where it was read, for example {@code /proc/812/status CapEff} or {@code GET /info
 *     LiveRestoreEnabled}
 * @param said the value in the words of the source, never a secret
 * @param strength how much the source is worth
 */
public record Evidence(String source, String said, Strength strength) {
  /** Evidence of a value read at {@code origin}. */
  public static Evidence of(Origin origin, Object said) {
    return new Evidence(origin.source(), String.valueOf(said), origin.strength());
  }
}
