package io.bulkhead.audit.checks.swarm;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Swarm;

/**
 * A row: one question about a swarm, put where this node is in one.
 *
 * @param fromManager only a manager can answer
 */
record SwarmCheck(CheckMeta meta, boolean fromManager, Question question) implements PolicyCheck {
  /** Judges an active swarm. */
  @FunctionalInterface
  interface Question {
    Verdict judge(HostSnapshot host, Reading.Present<Swarm> swarm, Policy policy);
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return host.engine()
        .swarm()
        .fold(
            seen -> active(host, seen, policy),
            none -> Verdict.notApplicable("no engine answers"),
            unseen -> Presence.unanswered(host, unseen));
  }

  private Verdict active(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    Swarm swarm = seen.value();
    Evidence state = Evidence.of(seen.origin(), "LocalNodeState " + swarm.state());
    if (!swarm.active()) {
      return Verdict.notApplicable("this node is in no running swarm", state);
    }
    if (fromManager && !swarm.manager()) {
      return Verdict.notApplicable("this node is a worker; a manager can tell", state);
    }
    return question.judge(host, seen, policy);
  }
}
