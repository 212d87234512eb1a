package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.List;

/** Containers survive a restart of the engine: live-restore is set to true. */
final class LiveRestore implements Remedy {
  @Override
  public CheckId cures() {
    return new CheckId("DMN-003");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    String swarm =
        host.engine()
            .info()
            .fold(
                p -> p.value().swarmState(),
                absent -> "",
                unseen -> answers(host) ? "not seen" : "");
    if (!swarm.isEmpty() && !swarm.equals("inactive")) {
      return List.of(
          new Manual(
              "swarm mode is " + swarm + ", and an engine in swarm mode does not start with it",
              List.of("leave it off while this node is part of a swarm")));
    }
    return List.of(
        KeyFix.of(
            host,
            "live-restore",
            ConfigValue.of(true),
            "Network settings that need a restart then also need the containers stopped; joining a"
                + " swarm is refused.",
            List.of()));
  }

  private static boolean answers(HostSnapshot host) {
    return host.engine().version().seen().map(Engine.Version::version).isPresent();
  }
}
