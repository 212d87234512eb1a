package io.bulkhead.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Table;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.kernel.probes.Probe;
import java.io.IOException;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Answers of probes: a line each, or each with its question and its evidence. */
public final class ProbeReport {
  private static final int SAYS = 3;
  private static final int SHORT = 40;

  private final Channel out;

  public ProbeReport(Channel out) {
    this.out = out;
  }

  /**
   * @param whole with question and evidence
   */
  public void print(List<Probe> probes, List<ProbeResult> results, boolean whole) {
    if (whole) {
      for (int i = 0; i < probes.size(); i++) {
        if (i > 0) {
          out.line();
        }
        whole(probes.get(i), results.get(i));
      }
    } else {
      table(results);
    }
    out.line();
    out.line(counts(results) + (whole ? "" : ".  Next:  bulkhead probe " + example(results)));
  }

  private void table(List<ProbeResult> results) {
    Table table = new Table(SAYS);
    for (ProbeResult result : results) {
      String value =
          result.value() instanceof ConfigValue.Null ? "-" : Escape.field(result.value().text());
      table.row(
          word(result.judgement()),
          result.id(),
          Table.shortened(value, SHORT),
          Escape.field(result.says()));
    }
    List<String> lines = table.lines(out.width());
    lines.forEach(out::line);
  }

  private void whole(Probe probe, ProbeResult result) {
    out.line(out.style().bold(result.id()) + "  " + word(result.judgement()));
    put("", probe.asks() + "?");
    put("", result.says());
    if (!(result.value() instanceof ConfigValue.Null)) {
      put("value  ", result.value().text());
    }
    for (ProbeResult.Seen seen : result.evidence()) {
      put("seen   ", seen.origin().source() + ": " + seen.said());
    }
  }

  private void put(String label, String text) {
    String margin = "  " + label;
    for (String line :
        Wrap.lines(Escape.field(text), Math.max(SHORT, out.width() - margin.length()))) {
      out.line(margin + line);
      margin = " ".repeat(margin.length());
    }
  }

  private static String word(Judgement judgement) {
    return switch (judgement) {
      case FAIL -> "FAIL";
      case NOT_APPLICABLE -> "n/a";
      default -> judgement.word();
    };
  }

  private static String counts(List<ProbeResult> results) {
    Map<Judgement, Integer> counts = new EnumMap<>(Judgement.class);
    results.forEach(r -> counts.merge(r.judgement(), 1, Integer::sum));
    StringBuilder line =
        new StringBuilder(results.size() + (results.size() == 1 ? " probe" : " probes"));
    counts.forEach(
        (judgement, n) -> line.append(", ").append(n).append(' ').append(word(judgement)));
    return line.toString();
  }

  private static String example(List<ProbeResult> results) {
    return results.stream()
        .filter(r -> r.judgement() == Judgement.FAIL)
        .map(ProbeResult::id)
        .findFirst()
        .orElse("ID");
  }

  /** The document {@code bulkhead/probes/1}. */
  public static String json(List<Probe> probes, List<ProbeResult> results) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("schema", "bulkhead/probes/1");
      json.writeArrayFieldStart("probes");
      for (int i = 0; i < probes.size(); i++) {
        one(json, probes.get(i), results.get(i));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.append('\n').toString();
  }

  private static void one(JsonGenerator json, Probe probe, ProbeResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", probe.id());
    json.writeStringField("group", probe.group());
    json.writeStringField("asks", probe.asks());
    json.writeStringField("judgement", result.judgement().word());
    json.writeFieldName("value");
    ValueJson.write(json, result.value());
    json.writeStringField("says", result.says());
    json.writeArrayFieldStart("evidence");
    for (ProbeResult.Seen seen : result.evidence()) {
      json.writeStartObject();
      json.writeStringField("source", seen.origin().source());
      json.writeStringField(
          "strength", seen.origin().strength().name().toLowerCase(java.util.Locale.ROOT));
      json.writeStringField("said", seen.said());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
