package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.AuditTrail;
import io.bulkhead.audit.snapshot.FileKind;
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
import java.util.Optional;

/**
 * Watches paths by audit rules, all in one file, loaded at once. Rules are loaded at boot before
 * services have made their directories in /run: systemd-tmpfiles, which auditd waits for, makes
 * them, else the kernel refuses the rule or takes a directory for a file.
 */
record AuditRule(CheckId cures) implements Remedy {
  private static final String FILE = "/etc/audit/rules.d/50-docker.rules";
  private static final String DIRECTORIES = "/etc/tmpfiles.d/bulkhead.conf";
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
        // one that is refused at boot all the same must not keep the others out
        edits.add(new Edit.Line(FILE, null, "-c"));
        made(host, ground.subject()).ifPresent(edits::add);
      }
      edits.add(new Edit.Line(FILE, null, "-w " + ground.subject() + " -p wa -k docker"));
    }
    return List.of(
        new Proposal.Fix(
            edits, EngineAction.Kind.NONE, Access.NONE, new Undo.Exact(), "", List.of()));
  }

  /** The directory of a service that a path in /run is, or lies in, made at boot as it is now. */
  private static Optional<Edit> made(HostSnapshot host, String path) {
    int end = path.indexOf('/', RUN.length());
    String directory = end < 0 ? path : path.substring(0, end);
    return host.file(directory)
        .seen()
        .filter(seen -> seen.kind() == FileKind.DIRECTORY)
        .map(
            seen ->
                new Edit.Line(
                    DIRECTORIES,
                    null,
                    "d %s %04o %d %d -".formatted(directory, seen.mode(), seen.uid(), seen.gid())));
  }

  static List<Remedy> all() {
    List<Remedy> all = new ArrayList<>();
    for (int number = 40; number <= 55; number++) {
      all.add(new AuditRule(new CheckId("HST-0" + number)));
    }
    return all;
  }
}
