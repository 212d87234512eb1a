package io.bulkhead.audit;

import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** A check whose answer depends on what the site allows and expects. */
public interface PolicyCheck extends Check {
  @Override
  default Verdict judge(HostSnapshot host) {
    return judge(host, Policy.DEFAULT);
  }

  @Override
  Verdict judge(HostSnapshot host, Policy policy);
}
