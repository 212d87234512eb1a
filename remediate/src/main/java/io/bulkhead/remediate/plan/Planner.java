package io.bulkhead.remediate.plan;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Targets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Composes what remedies propose for failed checks into one plan. */
public final class Planner {
  private final Targets targets;
  private final List<Remedy> remedies;
  private final HostFiles files;
  private final DockerdValidate validate;

  /**
   * @param files the host's files, for its units and for what a configuration names
   * @param validate asks dockerd about a new configuration file
   */
  public Planner(
      Targets targets, HostFiles files, List<Remedy> remedies, DockerdValidate validate) {
    this.targets = targets;
    this.files = files;
    this.remedies = List.copyOf(remedies);
    this.validate = validate;
  }

  /**
   * Plans the wanted changes.
   *
   * @throws RemediationException REFUSED if a wanted number is not among the changes that can be
   *     made now
   */
  public Prepared plan(HostSnapshot host, List<Finding> findings, Selection selection)
      throws RemediationException {
    Desk desk = new Desk(targets);
    Units units = new Units(files, host.daemon());
    Drafting drafting = new Drafting(host, desk, units, remedies);
    findings.stream()
        .filter(Finding::failed)
        .sorted(Comparator.comparing(f -> f.check().id()))
        .forEach(drafting::take);
    drafting.finish(selection);
    known(selection.changes(), drafting.drafts());
    List<Draft> wanted =
        drafting.drafts().stream().filter(d -> selection.wants(d.number(), d.fixes())).toList();
    List<Plan.Unfixed> unfixed =
        new ArrayList<>(
            drafting.unfixed().stream().filter(u -> selection.wants(u.check())).toList());
    Composer composer = new Composer(host, desk, units, validate);
    List<Draft> accepted = composer.accepted(wanted, unfixed);
    return composer.prepare(accepted, unfixed, findings);
  }

  /** What a saved plan depends on, as it is now; what is gone has no entry. */
  public List<Fact> factsNow(Plan saved, HostSnapshot host) {
    return FactBook.now(saved, host, targets);
  }

  private static void known(Set<Integer> wanted, List<Draft> drafts) throws RemediationException {
    Set<Integer> missing = new TreeSet<>(wanted);
    drafts.forEach(draft -> missing.remove(draft.number()));
    if (!missing.isEmpty()) {
      throw new RemediationException(
          RemediationException.Kind.REFUSED,
          "there is no change " + missing.iterator().next() + " to make on this host now",
          "bulkhead plan");
    }
  }
}
