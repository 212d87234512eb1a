package io.bulkhead.audit.checks.networks;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** A row: one question that is put to every network that containers can have of their own. */
final class NetworkCheck implements PolicyCheck {
  private final CheckMeta meta;
  private final Judge judge;

  NetworkCheck(CheckMeta meta, Judge judge) {
    this.meta = meta;
    this.judge = judge;
  }

  /** What a check says about one network. */
  interface Judge {
    Ground judge(HostSnapshot host, Engine.Network network, Policy policy);
  }

  @Override
  public CheckMeta meta() {
    return meta;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return EachObject.judge(
        host,
        host.engine().networks(),
        seen ->
            Verdict.over(
                seen.value().stream()
                    .filter(n -> !n.driver().equals("host") && !n.driver().equals("null"))
                    .map(n -> judge.judge(host, n, policy).about("network " + n.name()))
                    .toList(),
                "there is no network"));
  }
}
