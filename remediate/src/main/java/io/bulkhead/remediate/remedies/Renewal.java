package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.TlsWishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A new key and certificate for the engine, where they alone are at fault and the authority's key
 * is here. All else concerns clients, and is asked for by name.
 *
 * @param otherwise command for what is not the engine's own
 * @param everything command that makes all anew
 */
record Renewal(CheckId cures, String otherwise, String everything) implements Remedy {
  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    return propose(host, failed, TlsWishes.NONE);
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed, TlsWishes wishes) {
    Set<String> bad =
        failed.with(Outcome.FAIL).stream().map(Ground::subject).collect(Collectors.toSet());
    Set<String> own = Set.copyOf(FilePlaces.serverCertificates(host));
    List<Proposal> proposals = new ArrayList<>();
    if (bad.stream().anyMatch(own::contains)) {
      proposals.add(new TlsRequests(host, wishes).renewServer());
    }
    if (proposals.isEmpty() || !own.containsAll(bad)) {
      List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
      steps.add(otherwise);
      steps.add(everything + "   when it is the CA's");
      proposals.add(new Manual("only you know which clients use which certificate", steps));
    }
    return proposals;
  }
}
