package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Undo;
import java.util.List;

/** Tells every docker command of the host to take signed images only. */
record TrustForAll() implements Remedy {
  private static final String FILE = "/etc/environment";
  private static final String NAME = "DOCKER_CONTENT_TRUST";

  @Override
  public CheckId cures() {
    return new CheckId("CLI-010");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    boolean stated =
        host.software().clientVariables().seen().stream()
            .flatMap(List::stream)
            .anyMatch(one -> one.name().equals(NAME) && failed.outcome() == Outcome.FAIL);
    if (stated) {
      return List.of(
          new Proposal.Manual(
              "somebody has set " + NAME + " otherwise on purpose",
              OwnHands.asJudged(failed).byHand()));
    }
    Proposal.Fix fix =
        new Proposal.Fix(
            List.of(new Edit.Line(FILE, null, NAME + "=1")),
            EngineAction.Kind.NONE,
            Access.NONE,
            new Undo.Exact(),
            "pulls, builds and pushes of unsigned tags, which most public images are",
            List.of("sessions that are open keep what they have until they end"));
    return List.of(
        new Proposal.OnRequest(fix, "every user's docker command refuses unsigned images then"));
  }
}
