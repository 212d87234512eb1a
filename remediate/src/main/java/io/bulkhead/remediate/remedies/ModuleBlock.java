package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps modules from being loaded; one that is loaded stays until the next boot. */
record ModuleBlock(CheckId cures) implements Remedy {
  private static final String FILE = "/etc/modprobe.d/bulkhead.conf";

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    Optional<Proposal.Manual> elsewhere = KernelOwner.elsewhere(host);
    if (elsewhere.isPresent()) {
      return List.of(elsewhere.get());
    }
    List<Edit> edits = new ArrayList<>();
    for (Ground ground : failed.with(Outcome.FAIL)) {
      edits.add(new Edit.Line(FILE, null, "install " + ground.subject() + " /bin/false"));
    }
    return List.of(
        new Proposal.Fix(
            edits,
            EngineAction.Kind.NONE,
            Access.NONE,
            new Undo.Exact(),
            "programs that use such a protocol or file system",
            List.of()));
  }
}
