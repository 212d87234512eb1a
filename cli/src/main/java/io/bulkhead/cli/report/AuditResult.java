package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a report of an audit is made from.
 *
 * @param findings one per check judged, sorted by id
 * @param fixable failed checks for which a plan has a change
 */
public record AuditResult(
    HostSnapshot host, Profile profile, List<Finding> findings, Set<CheckId> fixable) {
  public AuditResult {
    findings = List.copyOf(findings);
    fixable = Set.copyOf(fixable);
  }

  public int count(Outcome outcome) {
    int n = 0;
    for (Finding finding : findings) {
      if (finding.verdict().outcome() == outcome) {
        n++;
      }
    }
    return n;
  }

  /** Failed checks of one severity. */
  public int failed(Severity severity) {
    int n = 0;
    for (Finding finding : findings) {
      if (finding.failed() && finding.check().severity() == severity) {
        n++;
      }
    }
    return n;
  }

  /** The worst severity among the findings with this outcome. */
  public Optional<Severity> worst(Outcome outcome) {
    Severity worst = null;
    for (Finding finding : findings) {
      Severity s = finding.check().severity();
      if (finding.verdict().outcome() == outcome && (worst == null || s.compareTo(worst) > 0)) {
        worst = s;
      }
    }
    return Optional.ofNullable(worst);
  }
}
