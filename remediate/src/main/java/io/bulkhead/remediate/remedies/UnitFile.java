package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** The socket unit's file: mode 0644 or stricter, and root's. */
final class UnitFile implements Remedy {
  private static final String ID = "FIL-012";
  private final Remedy mode = FileMode.of(ID, 0644, FilePlaces::socketUnit);
  private final Remedy owner = FileOwner.of(ID, FilePlaces::socketUnit);

  @Override
  public CheckId cures() {
    return new CheckId(ID);
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    List<Proposal> all = new ArrayList<>(mode.propose(host, failed));
    all.addAll(owner.propose(host, failed));
    List<Proposal> fixes = all.stream().filter(p -> p instanceof Proposal.Fix).toList();
    return fixes.isEmpty() ? List.of(all.get(0)) : fixes;
  }
}
