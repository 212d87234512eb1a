package io.bulkhead.audit.checks.swarm;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.SwarmValues;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Swarm;

/** Swarm mode is off unless the site wants it; a swarm in trouble is a finding of its own. */
final class SwarmMode implements PolicyCheck {
  private static final CheckMeta META =
      check("SWM-001", "Swarm mode is off unless it is needed", Severity.MEDIUM)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "Swarm.LocalNodeState is inactive, or active where the policy expects a" + " swarm")
          .because(
              "Swarm mode opens ports for cluster management, gossip and overlay traffic, and a"
                  + " manager can start containers on every node.")
          .advise(
              "Needed? Say so in the policy (swarm, wanted). Otherwise run `docker swarm leave` on"
                  + " each worker, and `docker swarm leave --force` on the last manager.")
          .mayBreak(
              "Leaving on the last manager destroys all services, networks, secrets, configs.")
          .see("docker-swarm(1)", "CIS 5.1");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return host.engine()
        .swarm()
        .fold(
            seen -> judge(seen, policy.get(SwarmValues.WANTED)),
            none -> Verdict.notApplicable("no engine answers"),
            unseen -> Presence.unanswered(host, unseen));
  }

  private static Verdict judge(Reading.Present<Swarm> seen, boolean wanted) {
    String state = seen.value().state();
    Evidence says = Evidence.of(seen.origin(), "LocalNodeState " + state);
    return switch (state) {
      case "inactive" -> Verdict.pass("swarm mode is off", says);
      case "active" ->
          wanted
              ? Verdict.pass("this node is in a swarm, as the policy says", says)
              : Verdict.fail("this node is in a swarm, and no policy says that it is wanted", says);
      case "" -> Verdict.undetermined("the engine does not say whether swarm mode is on", says);
      default -> Verdict.fail("swarm mode is on and its state is " + state, says);
    };
  }
}
