package io.bulkhead.remediate;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;

/** The cure for one check. Pure: a function of the snapshot and the verdict. */
public interface Remedy {
  CheckId cures();

  /** What to do about a failed verdict; one proposal per independent decision, never empty. */
  List<Proposal> propose(HostSnapshot host, Verdict failed);

  /** The same with what the operator asks for; a remedy that makes no certificates ignores it. */
  default List<Proposal> propose(HostSnapshot host, Verdict failed, TlsWishes wishes) {
    return propose(host, failed);
  }
}
