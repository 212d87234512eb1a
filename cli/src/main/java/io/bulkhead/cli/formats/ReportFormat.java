package io.bulkhead.cli.formats;

import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.JsonReport;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The forms of a report for programs; the code of a form is loaded when it is asked for. */
public enum ReportFormat {
  JSON(".json"),
  /** SARIF 2.1.0, for code scanning. */
  SARIF(".sarif"),
  /** The XML that CI servers read as test results. */
  JUNIT(".xml"),
  MARKDOWN(".md"),
  HTML(".html"),
  /** For the textfile collector of node_exporter. */
  OPENMETRICS(".prom"),
  CSV(".csv");

  private final String suffix;

  ReportFormat(String suffix) {
    this.suffix = suffix;
  }

  /** The name a user types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public void write(AuditResult audit, Writer out) throws IOException {
    writer().write(audit, out);
  }

  private ReportWriter writer() {
    return switch (this) {
      case JSON -> JsonReport::write;
      case SARIF -> new SarifWriter();
      case JUNIT -> new JunitWriter();
      case MARKDOWN -> new MarkdownWriter();
      case HTML -> new HtmlWriter();
      case OPENMETRICS -> new MetricsWriter();
      case CSV -> new CsvWriter();
    };
  }

  /** True if another account's program is meant to read the file. */
  public boolean shared() {
    return this == OPENMETRICS;
  }

  public static Optional<ReportFormat> named(String word) {
    return Stream.of(values()).filter(f -> f.word().equals(word)).findFirst();
  }

  /** The form that a file's name speaks of. */
  public static Optional<ReportFormat> ofFile(String name) {
    return Stream.of(values()).filter(f -> name.endsWith(f.suffix)).findFirst();
  }

  public static List<String> words() {
    return Stream.of(values()).map(ReportFormat::word).toList();
  }
}
