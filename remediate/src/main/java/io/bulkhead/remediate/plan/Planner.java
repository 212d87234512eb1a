package io.bulkhead.remediate.plan;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Targets;
import java.util.List;

/** Composes what remedies propose for failed checks into one plan. */
public final class Planner {
  private final Targets targets;
  private final List<Remedy> remedies;
  private final DockerdValidate validate;

  public Planner(Targets targets, List<Remedy> remedies, DockerdValidate validate) {
    this.targets = targets;
    this.remedies = List.copyOf(remedies);
    this.validate = validate;
  }

  /**
   * Plans the wanted changes.
   *
   * @throws RemediationException REFUSED if the composed file would not be accepted by the engine
   */
  public Prepared plan(HostSnapshot host, List<Finding> findings, Selection selection)
      throws RemediationException {
    throw new IllegalStateException(
        targets + "" + remedies + validate + host + findings + selection + new Contents());
  }
}
