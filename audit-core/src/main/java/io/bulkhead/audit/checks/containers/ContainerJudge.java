package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** What a check says about one container; the subject is filled in later. */
interface ContainerJudge {
  Ground judge(HostSnapshot host, Container container, Policy policy);

  /** For what no site can allow. */
  interface Plain {
    Ground judge(HostSnapshot host, Container container);
  }
}
