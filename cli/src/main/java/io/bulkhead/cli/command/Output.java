package io.bulkhead.cli.command;

import io.bulkhead.cli.formats.ReportFormat;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.TextReport;
import io.bulkhead.cli.terminal.Channel;
import java.io.IOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** One report that is wanted: {@code --format}, {@code --out} or both, in either order. */
final class Output {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text (default), json, sarif, junit, markdown, html, openmetrics or csv. May be given"
              + " several times, each with its --out.")
  String format = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the report to a file; without --format in the form of its name.")
  String file = "";

  /** At most one report for each place; wrong words are refused before the look. */
  static void requireOnePlace(List<Output> outputs) {
    outputs.forEach(Output::form);
    Set<String> files = new HashSet<>();
    for (Output output : outputs) {
      if (output.toFile() && !files.add(output.file)) {
        throw new UsageException(
            "two reports would be written to '" + output.file + "'", "name another file for one");
      }
    }
    if (outputs.stream().filter(o -> !o.toFile()).count() > 1) {
      throw new UsageException(
          "only one report can go to standard output",
          "bulkhead audit --format json --out a.json --format html --out b.html");
    }
  }

  boolean toFile() {
    return !file.isEmpty() && !UserFile.isStream(file);
  }

  /** The form for programs, empty for text. */
  Optional<ReportFormat> form() {
    if (format.isEmpty()) {
      return ReportFormat.ofFile(file);
    }
    if (format.equals(Format.TEXT)) {
      return Optional.empty();
    }
    Optional<ReportFormat> named = ReportFormat.named(format);
    if (named.isEmpty()) {
      throw new UsageException(
          "there is no format '" + format + "'",
          "formats are text, " + String.join(", ", ReportFormat.words()));
    }
    return named;
  }

  void save(AuditResult result, boolean verbose) {
    Optional<ReportFormat> form = form();
    if (form.isPresent()) {
      UserFile.write(file, form.get().shared(), out -> form.get().write(result, out));
    } else {
      String text = Format.plain(channel -> new TextReport(channel, verbose).print(result));
      UserFile.write(file, text);
    }
  }

  void show(AuditResult result, Channel channel) {
    try (Writer out = channel.writer()) {
      form().orElseThrow().write(result, out);
    } catch (IOException e) {
      throw new IllegalStateException("a stream that remembers its errors threw one", e);
    }
  }
}
