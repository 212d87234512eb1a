package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** Judges one container; the subject of the ground is filled in by the caller. */
@FunctionalInterface
interface ContainerJudge {
  Ground judge(HostSnapshot host, Container container);
}
