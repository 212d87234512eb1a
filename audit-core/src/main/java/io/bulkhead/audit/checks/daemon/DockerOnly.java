package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;

/**
 * A check of dockerd's settings: podman imitates their names and means something else.
 *
 * @param check judges where a Docker Engine answers
 */
record DockerOnly(Check check) implements Check {
  @Override
  public CheckMeta meta() {
    return check.meta();
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return judge(host, Policy.DEFAULT);
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return Presence.podman(host).orElseGet(() -> check.judge(host, policy));
  }
}
