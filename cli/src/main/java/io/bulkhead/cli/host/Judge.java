package io.bulkhead.cli.host;

import io.bulkhead.audit.Audit;
import io.bulkhead.audit.Catalogue;
import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.waiver.Waived;
import io.bulkhead.audit.waiver.Waiving;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.plan.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses checks, judges a snapshot by them, and knows which failures have a remedy. */
public final class Judge {
  private final Catalogue catalogue;
  private final Map<CheckId, Remedy> remedies = new HashMap<>();
  private final Policy policy;

  public Judge(Catalogue catalogue, List<Remedy> remedies, Policy policy) {
    this.catalogue = catalogue;
    this.policy = policy;
    for (Remedy remedy : remedies) {
      this.remedies.put(remedy.cures(), remedy);
    }
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** The checks of a profile that a selection wants, sorted by id. */
  public List<Check> checks(Profile profile, Selection selection) {
    List<Check> wanted = new ArrayList<>();
    for (Check check : catalogue.checks()) {
      if (profile.includes(check.meta().profile()) && selection.wants(check.meta().id())) {
        wanted.add(check);
      }
    }
    return wanted;
  }

  public Policy policy() {
    return policy;
  }

  /** One finding per check, waivers applied. */
  public List<Finding> judge(HostSnapshot host, List<Check> checks) {
    return audit(host, checks).findings();
  }

  /** The same, and what became of the waivers. */
  public Waived audit(HostSnapshot host, List<Check> checks) {
    return Waiving.apply(host, policy, Audit.judge(host, policy, checks));
  }

  /** The failed checks for which Bulkhead itself has a change. */
  public Set<CheckId> fixable(HostSnapshot host, List<Finding> findings) {
    Set<CheckId> fixable = new HashSet<>();
    for (Finding finding : findings) {
      if (finding.failed() && proposals(host, finding).stream().anyMatch(Judge::automatic)) {
        fixable.add(finding.check().id());
      }
    }
    return fixable;
  }

  /** What the remedy of a failed check offers; empty if there is no remedy. */
  public List<Proposal> proposals(HostSnapshot host, Finding failed) {
    Remedy remedy = remedies.get(failed.check().id());
    return remedy == null ? List.of() : remedy.propose(host, failed.verdict());
  }

  private static boolean automatic(Proposal proposal) {
    return proposal instanceof Proposal.Fix;
  }
}
