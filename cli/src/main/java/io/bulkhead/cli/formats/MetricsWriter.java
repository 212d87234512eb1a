package io.bulkhead.cli.formats;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.cli.report.AuditResult;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Gauges in the text form that both OpenMetrics readers and node_exporter's textfile collector
 * accept: no timestamps, no info or state-set families, an end marker. Names of containers and
 * other objects are no labels, so that the number of series stays that of the checks.
 */
final class MetricsWriter implements ReportWriter {
  @Override
  public void write(AuditResult audit, Writer out) throws IOException {
    family(out, "bulkhead_audit", "What was audited, by which version.");
    out.append("bulkhead_audit{tool=\"")
        .append(label(audit.host().vantage().tool()))
        .append("\",profile=\"")
        .append(audit.profile().word())
        .append("\",benchmark=\"")
        .append(label(audit.numbers().title()))
        .append("\"} 1\n");
    family(out, "bulkhead_audit_time_seconds", "When the host was looked at, Unix time.");
    out.append("bulkhead_audit_time_seconds " + seconds(audit.host().vantage().takenAt()) + "\n");
    family(out, "bulkhead_checks", "Checks by outcome and severity.");
    for (Outcome outcome : Outcome.values()) {
      for (Severity severity : Severity.values()) {
        out.append("bulkhead_checks{outcome=\"" + outcome.json() + "\",severity=\"")
            .append(severity.word() + "\"} " + audit.count(outcome, severity) + "\n");
      }
    }
    family(out, "bulkhead_fixable_checks", "Failed checks for which a plan has a change.");
    out.append("bulkhead_fixable_checks " + audit.fixable().size() + "\n");
    objects(audit, out);
    waivers(audit, out);
    out.append("# EOF\n");
  }

  private static void objects(AuditResult audit, Writer out) throws IOException {
    family(out, "bulkhead_check_failed_objects", "Objects that fail a check, 0 if it does not.");
    for (Finding finding : audit.findings()) {
      series(out, "bulkhead_check_failed_objects", finding, Outcome.FAIL);
    }
    family(out, "bulkhead_check_unseen_objects", "Objects of a check that could not be seen.");
    for (Finding finding : audit.findings()) {
      series(out, "bulkhead_check_unseen_objects", finding, Outcome.UNDETERMINED);
    }
  }

  private static void series(Writer out, String name, Finding finding, Outcome outcome)
      throws IOException {
    CheckMeta check = finding.check();
    out.append(name)
        .append("{check=\"" + check.id() + "\",severity=\"" + check.severity().word())
        .append("\",title=\"" + label(check.title()) + "\"} ")
        .append(finding.verdict().with(outcome).size() + "\n");
  }

  private static void waivers(AuditResult audit, Writer out) throws IOException {
    Set<Waiver> used = new LinkedHashSet<>();
    for (Finding finding : audit.findings()) {
      for (Ground ground : finding.verdict().grounds()) {
        ground.waiver().ifPresent(used::add);
      }
    }
    family(
        out, "bulkhead_waiver_end_seconds", "End of the last day of a waiver in use, Unix time.");
    Set<String> lines = new LinkedHashSet<>();
    for (Waiver waiver : used) {
      long end = waiver.expires().plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
      lines.add(
          "bulkhead_waiver_end_seconds{check=\""
              + label(waiver.check())
              + "\",owner=\""
              + label(waiver.owner())
              + "\",source=\""
              + label(waiver.source())
              + "\"} "
              + end
              + "\n");
    }
    for (String line : lines) {
      out.append(line);
    }
    family(out, "bulkhead_unused_waivers", "Waivers that nothing needs.");
    out.append("bulkhead_unused_waivers " + audit.waived().unused().size() + "\n");
  }

  private static void family(Writer out, String name, String help) throws IOException {
    out.append("# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n");
  }

  private static long seconds(String takenAt) {
    try {
      return Instant.parse(takenAt).getEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  /** A label value: made visible first, so that only backslashes and quotes are left to escape. */
  private static String label(String outside) {
    return Text.of(outside).replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
