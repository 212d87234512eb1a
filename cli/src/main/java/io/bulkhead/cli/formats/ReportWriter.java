package io.bulkhead.cli.formats;

import io.bulkhead.cli.report.AuditResult;
import java.io.IOException;
import java.io.Writer;

/** Writes one report in one form; the writer is neither closed nor flushed. */
@FunctionalInterface
public interface ReportWriter {
  void write(AuditResult audit, Writer out) throws IOException;
}
