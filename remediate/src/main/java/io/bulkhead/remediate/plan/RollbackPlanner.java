package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.apply.SetDetail;
import java.util.Optional;

/** Plans the way back from a change set, keeping what others changed since. */
public final class RollbackPlanner {
  /**
   * Compares before, after and now for every key and attribute of the set.
   *
   * @param host the host as it is, for the engine and the containers that run; empty with no look
   *     at it, as for another root
   * @throws RemediationException REFUSED if the set cannot be undone, such as one that is undone
   *     already
   */
  public Prepared plan(SetDetail set, Optional<HostSnapshot> host, Targets targets)
      throws RemediationException {
    throw new RemediationException(
        RemediationException.Kind.REFUSED, set.summary().id() + host + targets, "");
  }
}
