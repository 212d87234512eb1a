package io.bulkhead.audit;

import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;

/**
 * One question about a host. Pure: the same snapshot always gives the same verdict, and nothing but
 * the snapshot is looked at. Implementations have only final fields.
 */
public interface Check {
  CheckMeta meta();

  /** Judges the host; never throws for anything the snapshot can contain. */
  Verdict judge(HostSnapshot host);

  /** Judges the host by what its site allows and expects; see {@link PolicyCheck}. */
  default Verdict judge(HostSnapshot host, Policy policy) {
    return judge(host);
  }
}
