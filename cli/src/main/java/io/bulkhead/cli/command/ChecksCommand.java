package io.bulkhead.cli.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.benchmark.BenchmarkMap;
import io.bulkhead.cli.formats.ChecksMarkdown;
import io.bulkhead.cli.terminal.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead checks}. */
@Command(name = "checks", description = "List the checks that exist. Looks at no host.")
public final class ChecksCommand extends Verb {
  private static final int TITLE = 4;
  private static final String MARKDOWN = "markdown";

  @Mixin Choice choice = new Choice();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (default), json or markdown.")
  String format = Format.TEXT;

  @Override
  public Integer call() {
    if (!format.equals(MARKDOWN)) {
      Format.require(format);
    }
    var judge = tools().judge();
    List<Check> checks = judge.checks(choice.profile(), choice.checks(judge.catalogue()));
    List<BenchmarkMap> maps = choice.edition.maps();
    if (format.equals(MARKDOWN)) {
      out().raw(ChecksMarkdown.of(checks, maps));
      return ExitCode.OK;
    }
    if (format.equals(Format.JSON)) {
      out().raw(json(checks, maps));
      return ExitCode.OK;
    }
    Table table = new Table(TITLE);
    table.row("id", "severity", "profile", "CIS", "title");
    for (Check check : checks) {
      CheckMeta meta = check.meta();
      table.row(
          meta.id().value(),
          meta.severity().word(),
          meta.profile().word(),
          Benchmarks.newest(maps, meta.id()),
          meta.title());
    }
    List<String> lines = table.lines(out().width());
    out().line(out().style().dim(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      out().line(line);
    }
    out().line(checks.size() + " checks.  Next:  bulkhead explain " + example(checks));
    return ExitCode.OK;
  }

  private static String example(List<Check> checks) {
    return checks.isEmpty() ? "ID" : checks.get(0).meta().id().value();
  }

  private static String json(List<Check> checks, List<BenchmarkMap> maps) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("schema", "bulkhead/checks/1");
      json.writeArrayFieldStart("checks");
      for (Check check : checks) {
        check(json, check.meta(), maps);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.append('\n').toString();
  }

  private static void check(JsonGenerator json, CheckMeta meta, List<BenchmarkMap> maps)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", meta.id().value());
    json.writeStringField("title", meta.title());
    json.writeStringField("severity", meta.severity().word());
    json.writeStringField("profile", meta.profile().word());
    json.writeStringField("because", meta.because());
    json.writeStringField("advice", meta.advice());
    json.writeStringField("breaks", meta.breaks());
    json.writeStringField("condition", meta.condition());
    json.writeArrayFieldStart("references");
    for (String reference : meta.references()) {
      json.writeString(reference);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("benchmarks");
    for (BenchmarkMap map : maps) {
      json.writeArrayFieldStart(map.benchmark() + " " + map.edition());
      for (String section : map.sectionsOf(meta.id())) {
        json.writeString(section);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
