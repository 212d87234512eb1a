package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** The engine logs at level info: debug goes off, which a reload does, and the level is set. */
final class QuietLog implements Remedy {
  @Override
  public CheckId cures() {
    return new CheckId("DMN-015");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    List<Proposal> proposals = new ArrayList<>();
    if (names(failed, "debug")) {
      proposals.add(KeyFix.of(host, "debug", ConfigValue.of(false), "", List.of()));
    }
    if (names(failed, "log-level")) {
      proposals.add(KeyFix.of(host, "log-level", ConfigValue.of("info"), "", List.of()));
    }
    return proposals.isEmpty() ? List.of(OwnHands.asJudged(failed)) : proposals;
  }

  private static boolean names(Verdict failed, String subject) {
    return failed.with(Outcome.FAIL).stream().anyMatch(g -> g.subject().equals(subject));
  }
}
