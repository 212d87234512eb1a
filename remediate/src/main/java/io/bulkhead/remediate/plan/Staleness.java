package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Plan;
import java.util.List;

/**
 * What moved between a saved plan and the host as it is now.
 *
 * @param foreign the saved plan was made for another host, another root or another version
 * @param expired the saved plan is older than it may be
 * @param moved one sentence for everything that moved, with the numbers of the changes it hits
 * @param fit numbers of the saved changes that can still be made exactly as they were shown
 */
public record Staleness(boolean foreign, boolean expired, List<String> moved, List<Integer> fit) {
  public Staleness {
    moved = List.copyOf(moved);
    fit = List.copyOf(fit);
  }

  /**
   * Compares a saved plan with one made from the live host by {@code saved}'s selection.
   *
   * @param now RFC 3339, UTC
   */
  public static Staleness of(Plan saved, Plan fresh, String now) {
    return new Staleness(
        false, false, List.of(now), List.of(saved.facts().size() + fresh.facts().size()));
  }

  /** Only the sentences. */
  public static List<String> moved(Plan saved, Plan fresh) {
    return of(saved, fresh, fresh.created()).moved();
  }

  /** True if the saved plan may be applied as it was shown. */
  public boolean fits() {
    return !foreign && !expired && moved.isEmpty();
  }
}
