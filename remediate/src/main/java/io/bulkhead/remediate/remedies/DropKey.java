package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.List;
import java.util.function.Function;

/**
 * A key that is read at the start only is taken away, wherever it is given, so that the engine's
 * default holds again.
 *
 * @param breaks what may stop working
 * @param affected who is hit on this host, one line each
 */
record DropKey(
    CheckId cures, String key, String breaks, Function<HostSnapshot, List<String>> affected)
    implements Remedy {

  static DropKey of(String id, String key, String breaks) {
    return new DropKey(new CheckId(id), key, breaks, host -> List.of());
  }

  DropKey affecting(Function<HostSnapshot, List<String>> whom) {
    return new DropKey(cures, key, breaks, whom);
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    return List.of(KeyFix.without(host, key, breaks, affected.apply(host)));
  }
}
