package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** A row: one question that is put to every container. */
final class ContainerCheck implements PolicyCheck {
  private final CheckMeta meta;
  private final ContainerJudge judge;

  private ContainerCheck(CheckMeta meta, ContainerJudge judge) {
    this.meta = meta;
    this.judge = judge;
  }

  static ContainerCheck of(CheckMeta meta, ContainerJudge.Plain judge) {
    return new ContainerCheck(meta, (host, container, policy) -> judge.judge(host, container));
  }

  static ContainerCheck bySite(CheckMeta meta, ContainerJudge judge) {
    return new ContainerCheck(meta, judge);
  }

  @Override
  public CheckMeta meta() {
    return meta;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return EachContainer.judge(host, (seen, container) -> judge.judge(seen, container, policy));
  }
}
