package io.bulkhead.cli.formats;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.WaiverWords;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * One line per object judged, as RFC 4180 has it. A cell that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */
final class CsvWriter implements ReportWriter {
  private static final String FORMULA = "=+-@|%\t\r";

  @Override
  public void write(AuditResult audit, Writer out) throws IOException {
    line(
        out,
        List.of(
            "host",
            "taken at",
            "check",
            "sections",
            "title",
            "severity",
            "profile",
            "outcome",
            "object",
            "says",
            "evidence",
            "waiver",
            "fixable"));
    for (Finding finding : audit.findings()) {
      for (Ground ground : finding.verdict().grounds()) {
        line(out, cells(audit, finding.check(), ground));
      }
    }
  }

  private static List<String> cells(AuditResult audit, CheckMeta check, Ground ground) {
    List<String> evidence =
        ground.evidence().stream()
            .map(e -> Text.cut(e.source()) + " " + Text.cut(e.said()))
            .toList();
    return List.of(
        audit.host().vantage().hostName(),
        audit.host().vantage().takenAt(),
        check.id().value(),
        String.join(" ", audit.numbers().of(check.id())),
        check.title(),
        check.severity().word(),
        check.profile().word(),
        ground.outcome().json(),
        ground.subject(),
        ground.says(),
        String.join("; ", evidence),
        ground.waiver().map(w -> WaiverWords.of(ground, w)).orElse(""),
        audit.fixable().contains(check.id()) ? "yes" : "no");
  }

  private static void line(Writer out, List<String> cells) throws IOException {
    String separator = "";
    for (String cell : cells) {
      out.append(separator).append('"').append(harmless(cell)).append('"');
      separator = ",";
    }
    out.append("\r\n");
  }

  static String harmless(String cell) {
    String text = Text.of(cell).replace("\"", "\"\"");
    String bare = text.stripLeading();
    return !bare.isEmpty() && FORMULA.indexOf(bare.charAt(0)) >= 0 ? "'" + text : text;
  }
}
