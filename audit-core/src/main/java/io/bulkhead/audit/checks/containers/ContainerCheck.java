package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** A row: one question that is put to every container. */
final class ContainerCheck implements Check {
  private final CheckMeta meta;
  private final ContainerJudge judge;

  ContainerCheck(CheckMeta meta, ContainerJudge judge) {
    this.meta = meta;
    this.judge = judge;
  }

  @Override
  public CheckMeta meta() {
    return meta;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return EachContainer.judge(host, judge);
  }
}
