package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;

/** Readings that are good enough to judge by. */
public final class Trusted {
  private Trusted() {}

  /** The reading, or unreadable with the reason where its value is only assumed. */
  public static <T> Reading<T> reading(Reading<T> any) {
    return any.then(
        seen ->
            seen.origin().strength() == Strength.ASSUMED
                ? Reading.unreadable(
                    seen.origin(), "only assumed to be " + seen.value() + ", nothing confirms it")
                : seen);
  }
}
