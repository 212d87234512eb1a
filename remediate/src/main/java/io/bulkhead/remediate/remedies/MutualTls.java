package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.TlsWishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The API on TCP asks for certificates. What stands against it comes as steps by hand, and so do
 * the ways that need no certificates.
 */
record MutualTls(CheckId cures) implements Remedy {
  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    return propose(host, failed, TlsWishes.NONE);
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed, TlsWishes wishes) {
    Optional<Manual> obstacle = TlsObstacles.of(host);
    if (obstacle.isPresent()) {
      List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
      steps.addAll(obstacle.get().byHand());
      return List.of(new Manual(obstacle.get().why(), steps));
    }
    return List.of(new TlsFix(host, wishes).fix());
  }
}
