package io.bulkhead.cli.formats;

import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.JsonReport;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The forms of a report for programs; the code of a form is loaded when it is asked for. */
public enum ReportFormat {
  JSON(() -> JsonReport::write, ".json"),
  /** SARIF 2.1.0, for code scanning. */
  SARIF(SarifWriter::new, ".sarif"),
  /** The XML that CI servers read as test results. */
  JUNIT(JunitWriter::new, ".xml"),
  MARKDOWN(MarkdownWriter::new, ".md"),
  HTML(HtmlWriter::new, ".html"),
  /** For the textfile collector of node_exporter. */
  OPENMETRICS(MetricsWriter::new, ".prom"),
  CSV(CsvWriter::new, ".csv");

  private final Supplier<ReportWriter> writer;
  private final String suffix;

  ReportFormat(Supplier<ReportWriter> writer, String suffix) {
    this.writer = writer;
    this.suffix = suffix;
  }

  /** The name a user types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public void write(AuditResult audit, Writer out) throws IOException {
    writer.get().write(audit, out);
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
