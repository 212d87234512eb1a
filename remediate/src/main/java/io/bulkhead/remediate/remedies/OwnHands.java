package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A remedy that is a person's to carry out.
 *
 * @param advice the exact steps on this host
 */
record OwnHands(CheckId cures, BiFunction<HostSnapshot, Verdict, Manual> advice) implements Remedy {

  static OwnHands of(String id, BiFunction<HostSnapshot, Verdict, Manual> advice) {
    return new OwnHands(new CheckId(id), advice);
  }

  static OwnHands always(String id, String why, String... steps) {
    return of(id, (host, failed) -> new Manual(why, List.of(steps)));
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    return List.of(advice.apply(host, failed));
  }

  /** When the snapshot does not show what to change: what the check saw. */
  static Manual asJudged(Verdict failed) {
    List<String> seen = failed.with(Outcome.FAIL).stream().map(OwnHands::line).distinct().toList();
    return new Manual("what has to change is not a plain mode or owner here", seen);
  }

  private static String line(Ground ground) {
    return ground.subject().isEmpty() ? ground.says() : ground.subject() + ": " + ground.says();
  }
}
