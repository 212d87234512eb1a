package io.bulkhead.remediate.remedies;

import io.bulkhead.remediate.Remedy;
import java.util.List;

/** All remedies that exist. */
public final class Remedies {
  private Remedies() {}

  /** Sorted by the id of the check they cure; at most one for each check. */
  public static List<Remedy> all() {
    return List.of();
  }
}
