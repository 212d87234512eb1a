package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.List;

/** New containers cannot gain privileges: no-new-privileges is set to true. */
final class NoNewPrivileges implements Remedy {
  @Override
  public CheckId cures() {
    return new CheckId("DMN-002");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    return List.of(
        KeyFix.of(
            host,
            "no-new-privileges",
            ConfigValue.of(true),
            "sudo, su and other set-id programs stop working in containers created from then on.",
            NewContainers.note(host)));
  }
}
