package io.bulkhead.cli.formats;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.waiver.Waived;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.Baseline;
import io.bulkhead.cli.report.Comparison;
import io.bulkhead.cli.report.Numbers;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reports of made-up audits. */
final class Written {
  static final LocalDate DAY = LocalDate.of(2027, 3, 31);

  private static final List<Severity> SEVERITIES = List.of(Severity.values());

  private Written() {}

  static String as(ReportFormat format, AuditResult audit) {
    StringWriter text = new StringWriter();
    try {
      format.write(audit, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** An audit in which this text stands wherever text from outside can stand. */
  static AuditResult audit(String outside) {
    Waiver waiver = new Waiver("CTR-001", outside, outside, outside, DAY, outside);
    List<Finding> findings = new ArrayList<>();
    int number = 1;
    for (Outcome outcome : Outcome.values()) {
      Ground ground = ground(outside, outcome);
      Ground waived = outcome == Outcome.WAIVED ? ground.accepted(waiver) : ground;
      List<Ground> grounds = new ArrayList<>(List.of(waived));
      if (outcome == Outcome.FAIL) {
        grounds.add(ground(outside + "2", Outcome.FAIL).noLongerAccepted(waiver));
      }
      findings.add(
          new Finding(
              check("CTR-00" + number++, SEVERITIES.get(number % SEVERITIES.size())),
              new Verdict(outcome, grounds)));
    }
    return new AuditResult(
        Samples.host().build(),
        Profile.ALL,
        new Waived(findings, List.of(waiver), List.of(outside)),
        Set.of(new CheckId("CTR-001")),
        new Numbers("CIS Docker Benchmark 1.8.0", Map.of(new CheckId("CTR-001"), List.of("5.10"))),
        Optional.empty());
  }

  /** The same, compared with an older report in which other things failed. */
  static AuditResult compared(String outside) {
    AuditResult audit = audit(outside);
    Comparison.Failure failure =
        new Comparison.Failure("CTR-001", outside, Severity.HIGH, "Title of CTR-001");
    Comparison since =
        new Comparison(
            new Baseline("old.json", outside, "", List.of()),
            true,
            List.of(failure),
            List.of(failure),
            3);
    return new AuditResult(
        audit.host(),
        audit.profile(),
        audit.waived(),
        audit.fixable(),
        audit.numbers(),
        Optional.of(since));
  }

  private static CheckMeta check(String id, Severity severity) {
    return CheckMeta.check(id, "Title of " + id, severity)
        .because("An attacker gains `root`.")
        .advise("Run `chmod 0600 FILE`.");
  }

  private static Ground ground(String outside, Outcome outcome) {
    return new Ground(
        "container " + outside,
        outcome,
        "says " + outside,
        List.of(
            Evidence.of(Origin.observed("/etc/" + outside), outside),
            Evidence.of(Origin.claimed(outside), outside)));
  }
}
