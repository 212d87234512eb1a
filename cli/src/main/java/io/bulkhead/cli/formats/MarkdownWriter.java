package io.bulkhead.cli.formats;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.Comparison;
import io.bulkhead.cli.report.Groups;
import io.bulkhead.cli.report.HostLine;
import io.bulkhead.cli.report.WaiverWords;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** A report for tickets, merge requests and wikis: what needs somebody, the rest as counts. */
final class MarkdownWriter implements ReportWriter {
  private static final int MOST_OBJECTS = 20;

  @Override
  public void write(AuditResult audit, Writer out) throws IOException {
    out.append("# Docker host audit: ").append(Markdown.text(name(audit))).append("\n\n");
    out.append(Markdown.text(HostLine.of(audit.host()))).append("  \n");
    out.append("Looked at " + Markdown.text(audit.host().vantage().takenAt()));
    out.append(" by Bulkhead " + Markdown.text(audit.host().vantage().tool()));
    out.append(", profile " + audit.profile().word());
    if (audit.numbers().wanted()) {
      out.append("; numbers in brackets: " + Markdown.text(audit.numbers().title()));
    }
    out.append("\n\n");
    notes(audit, out);
    counts(audit, out);
    if (audit.since().isPresent()) {
      since(audit.since().get(), out);
    }
    for (Map.Entry<String, List<Finding>> group : Groups.of(audit.findings()).entrySet()) {
      List<Finding> open = group.getValue().stream().filter(MarkdownWriter::open).toList();
      if (!open.isEmpty()) {
        out.append("\n## " + Groups.title(group.getKey()) + "\n");
        for (Finding finding : open) {
          finding(audit, finding, out);
        }
      }
    }
  }

  private static String name(AuditResult audit) {
    String name = audit.host().vantage().hostName();
    return name.isEmpty() ? "this host" : name;
  }

  private static void notes(AuditResult audit, Writer out) throws IOException {
    for (String note : audit.host().vantage().notes()) {
      out.append("> " + Markdown.text(note) + "\n>\n");
    }
    for (String note : audit.waived().ignored()) {
      out.append("> " + Markdown.text(note) + "\n>\n");
    }
    for (var waiver : audit.waived().unused()) {
      out.append("> " + Markdown.text(WaiverWords.unused(waiver)) + "\n>\n");
    }
    out.append("\n");
  }

  private static void counts(AuditResult audit, Writer out) throws IOException {
    out.append("| outcome | critical | high | medium | low | info | all |\n");
    out.append("|---|--:|--:|--:|--:|--:|--:|\n");
    for (Outcome outcome : Outcome.values()) {
      out.append("| ").append(outcome.json());
      Severity[] severities = Severity.values();
      for (int i = severities.length - 1; i >= 0; i--) {
        out.append(" | ").append(String.valueOf(audit.count(outcome, severities[i])));
      }
      out.append(" | ").append(String.valueOf(audit.count(outcome))).append(" |\n");
    }
    if (!audit.fixable().isEmpty()) {
      out.append("\n`bulkhead plan` has changes for " + audit.fixable().size() + " of them.\n");
    }
  }

  private static void since(Comparison since, Writer out) throws IOException {
    out.append("\n## Since " + Markdown.text(since.takenAt()) + "\n\n");
    out.append(since.fresh().size() + " new, " + since.fixed().size() + " fixed, ");
    out.append(since.same() + " as before.\n\n");
    failures("new", since.fresh(), out);
    failures("fixed", since.fixed(), out);
  }

  private static void failures(String word, List<Comparison.Failure> all, Writer out)
      throws IOException {
    for (Comparison.Failure failure : all) {
      String subject = failure.subject().isEmpty() ? "" : failure.subject() + ": ";
      out.append("- " + word + ": **" + Markdown.text(failure.check()) + "** ");
      out.append(Markdown.text(subject + failure.title()) + "\n");
    }
  }

  private static boolean open(Finding finding) {
    Outcome outcome = finding.verdict().outcome();
    return outcome != Outcome.PASS && outcome != Outcome.NOT_APPLICABLE;
  }

  private static void finding(AuditResult audit, Finding finding, Writer out) throws IOException {
    String label = audit.numbers().label(finding.check().id());
    out.append("\n### " + Markdown.text(label + " " + finding.check().title()) + "\n\n");
    out.append("**" + finding.verdict().outcome().json() + "**, ");
    out.append(finding.check().severity().word());
    out.append(audit.fixable().contains(finding.check().id()) ? ", fixable by a plan\n\n" : "\n\n");
    List<Ground> grounds =
        finding.verdict().grounds().stream()
            .filter(g -> g.outcome() != Outcome.PASS && g.outcome() != Outcome.NOT_APPLICABLE)
            .toList();
    for (Ground ground : grounds.subList(0, Math.min(MOST_OBJECTS, grounds.size()))) {
      out.append("- " + Markdown.text(Text.sentence(ground)) + "\n");
      for (Evidence evidence : ground.evidence()) {
        out.append("  - " + Markdown.code(evidence.source() + "  " + evidence.said()) + "\n");
      }
    }
    if (grounds.size() > MOST_OBJECTS) {
      out.append("- … and " + (grounds.size() - MOST_OBJECTS) + " more\n");
    }
    out.append("\nWhy: " + Markdown.prose(finding.check().because()) + "\n\n");
    out.append("By hand: " + Markdown.prose(finding.check().advice()) + "\n");
  }
}
