package io.bulkhead.remediate.engine;

import io.bulkhead.audit.Finding;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.Plan;
import java.util.List;

/** Compares the findings before and after a change set. */
public final class FindingsComparison {
  private FindingsComparison() {}

  /** Says whether the findings of the set pass now and no other check got worse. */
  public static Aftercheck.Result compare(Plan plan, List<Finding> before, List<Finding> after) {
    return new Aftercheck.Result(after.isEmpty(), plan.digest() + before.size());
  }
}
