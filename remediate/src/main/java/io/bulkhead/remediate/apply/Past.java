package io.bulkhead.remediate.apply;

import io.bulkhead.remediate.RemediationException;
import java.util.List;

/** The change sets of a host as a rollback needs them. */
public interface Past {
  /** All sets, newest first. */
  List<SetSummary> sets() throws RemediationException;

  /** One set by its whole id. */
  SetDetail set(String id) throws RemediationException;
}
