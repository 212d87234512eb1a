package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.AuditTrail;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;

/** Watches paths by audit rules, all in one file, loaded at once. */
record AuditRule(CheckId cures) implements Remedy {
  private static final String FILE = "/etc/audit/rules.d/50-docker.rules";
  private static final String RUN = "/run/";

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    boolean runs =
        host.auditTrail()
            .status()
            .seen()
            .map(AuditTrail.Status::pid)
            .filter(p -> p > 0)
            .isPresent();
    if (!runs) {
      return List.of(
          new Manual(
              "auditd does not run, so nobody would take the records",
              List.of(
                  "apt-get install auditd   (or your distribution's package)", "bulkhead plan")));
    }
    List<Edit> edits = new ArrayList<>();
    for (Ground ground : failed.with(Outcome.FAIL)) {
      if (ground.subject().startsWith(RUN)) {
        // not there yet when the rules are loaded at boot; the others must be loaded all the same
        edits.add(new Edit.Line(FILE, null, "-c"));
      }
      edits.add(new Edit.Line(FILE, null, "-w " + ground.subject() + " -p wa -k docker"));
    }
    return List.of(
        new Proposal.Fix(
            edits, EngineAction.Kind.NONE, Access.NONE, new Undo.Exact(), "", List.of()));
  }

  static List<Remedy> all() {
    List<Remedy> all = new ArrayList<>();
    for (int number = 40; number <= 55; number++) {
      all.add(new AuditRule(new CheckId("HST-0" + number)));
    }
    return all;
  }
}
