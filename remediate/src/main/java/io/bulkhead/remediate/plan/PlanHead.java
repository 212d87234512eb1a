package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.json.PlanJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which host a plan is for and how long it holds. */
final class PlanHead {
  private static final Duration HOLDS = Duration.ofHours(24);
  private final HostSnapshot host;

  PlanHead(HostSnapshot host) {
    this.host = host;
  }

  /** The parts of a plan of fixes. */
  record Parts(
      List<Fact> facts,
      List<Change> changes,
      List<Step> steps,
      EngineAction engine,
      List<Plan.Diff> diffs,
      List<Plan.Unfixed> unfixed,
      Plan.Summary summary) {}

  Plan plan(Parts parts) {
    String created = host.vantage().takenAt();
    return PlanJson.sealed(
        new Plan(
            "",
            List.of(),
            of(host),
            created,
            expires(created),
            host.vantage().tool(),
            RulePack.DIGEST,
            parts.facts(),
            parts.changes(),
            parts.steps(),
            parts.engine(),
            parts.diffs(),
            parts.unfixed(),
            List.of(),
            List.of(),
            parts.summary()));
  }

  static String expires(String created) {
    return Instant.parse(created).plus(HOLDS).toString();
  }

  static Plan.Host of(HostSnapshot host) {
    return new Plan.Host(
        host.vantage().hostId(),
        host.vantage().hostName(),
        host.vantage().root(),
        host.os().seen().map(HostSnapshot.Os::prettyName).orElse(""),
        host.engine().version().seen().map(Engine.Version::version).orElse(""),
        (int)
            host.engine().containers().seen().stream()
                .flatMap(c -> c.seen().stream())
                .filter(c -> c.running())
                .count());
  }
}
