package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key of daemon.json gets a value. It is written out even where it is the default, for a reload
 * keeps the old value of a key that disappears.
 *
 * @param wanted the value on this host
 * @param breaks what may stop working
 * @param affected who is hit on this host, one line each
 * @param hindrance why it must not be done here; empty if it may
 */
record SetKey(
    CheckId cures,
    String key,
    Function<HostSnapshot, ConfigValue> wanted,
    String breaks,
    Function<HostSnapshot, List<String>> affected,
    Function<HostSnapshot, Optional<Proposal.Manual>> hindrance)
    implements Remedy {

  static SetKey of(String id, String key, ConfigValue wanted, String breaks) {
    return new SetKey(
        new CheckId(id), key, host -> wanted, breaks, host -> List.of(), host -> Optional.empty());
  }

  SetKey to(Function<HostSnapshot, ConfigValue> value) {
    return new SetKey(cures, key, value, breaks, affected, hindrance);
  }

  SetKey affecting(Function<HostSnapshot, List<String>> whom) {
    return new SetKey(cures, key, wanted, breaks, whom, hindrance);
  }

  SetKey unless(Function<HostSnapshot, Optional<Proposal.Manual>> reason) {
    return new SetKey(cures, key, wanted, breaks, affected, reason);
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    Optional<Proposal.Manual> reason = hindrance.apply(host);
    return List.of(
        reason.isPresent()
            ? reason.get()
            : KeyFix.of(host, key, wanted.apply(host), breaks, affected.apply(host)));
  }
}
