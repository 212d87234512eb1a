package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;

/** A plan as canonical JSON: sorted keys, no contents, no commands, no secrets. */
public final class PlanJson {
  /** Value of the member {@code schema}. */
  public static final String SCHEMA = "bulkhead/plan/1";

  private PlanJson() {}

  /** The plan as one line of canonical JSON in UTF-8 with a final newline. */
  public static byte[] write(Plan plan) {
    throw new IllegalStateException(plan.digest());
  }

  /**
   * Reads a saved plan.
   *
   * @throws RemediationException REFUSED if it is too large, malformed, of another schema, or its
   *     digest does not fit its content
   */
  public static Plan read(byte[] json) throws RemediationException {
    throw new RemediationException(RemediationException.Kind.REFUSED, "" + json.length, "");
  }
}
