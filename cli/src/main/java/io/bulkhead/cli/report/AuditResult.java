package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.waiver.Waived;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a report of an audit is made from.
 *
 * @param waived one finding per check judged, sorted by id, and what became of the waivers
 * @param fixable failed checks for which a plan has a change
 * @param numbers section numbers to show
 * @param since comparison with an older report, if one is wanted
 */
public record AuditResult(
    HostSnapshot host,
    Profile profile,
    Waived waived,
    Set<CheckId> fixable,
    Numbers numbers,
    Optional<Comparison> since) {
  public AuditResult {
    fixable = Set.copyOf(fixable);
  }

  public List<Finding> findings() {
    return waived.findings();
  }

  public int count(Outcome outcome) {
    return (int) findings().stream().filter(f -> f.verdict().outcome() == outcome).count();
  }

  /** Checks of one severity with this outcome. */
  public int count(Outcome outcome, Severity severity) {
    return (int)
        findings().stream()
            .filter(f -> f.verdict().outcome() == outcome && f.check().severity() == severity)
            .count();
  }

  /** The worst severity among the findings with this outcome. */
  public Optional<Severity> worst(Outcome outcome) {
    return findings().stream()
        .filter(f -> f.verdict().outcome() == outcome)
        .map(f -> f.check().severity())
        .max(Severity::compareTo);
  }

  /** True if the check fails for an object that did not fail in the older report, if any. */
  public boolean failsAnew(Finding finding) {
    return finding.failed()
        && (since.isEmpty()
            || finding.verdict().with(Outcome.FAIL).stream()
                .anyMatch(ground -> since.get().isNew(finding, ground)));
  }
}
