package io.bulkhead.cli.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.bulkhead.audit.Finding;
import io.bulkhead.cli.report.AuditResult;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;

/**
 * SARIF 2.1.0: a rule per check, a result per object that fails, was not seen, needs a person or is
 * waived, and one result for a check that passes or does not apply.
 */
final class SarifWriter implements ReportWriter {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private static final int LAST_PRINTABLE = 0x7e;

  @Override
  public void write(AuditResult audit, Writer out) throws IOException {
    JsonGenerator json =
        new JsonFactory()
            .createGenerator(out)
            .setHighestNonEscapedChar(LAST_PRINTABLE)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .useDefaultPrettyPrinter();
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Bulkhead");
    json.writeStringField("version", Text.of(audit.host().vantage().tool()));
    json.writeArrayFieldStart("rules");
    Map<String, Integer> index = new HashMap<>();
    SarifRules rules = new SarifRules(json, audit.numbers());
    for (Finding finding : audit.findings()) {
      index.put(finding.check().id().value(), index.size());
      rules.write(finding.check());
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    about(json, audit);
    json.writeArrayFieldStart("results");
    SarifResults results = new SarifResults(json, audit);
    for (Finding finding : audit.findings()) {
      results.write(finding, index.getOrDefault(finding.check().id().value(), -1));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    out.write('\n');
  }

  private static void about(JsonGenerator json, AuditResult audit) throws IOException {
    String host = Text.of(audit.host().vantage().hostName());
    json.writeObjectFieldStart("automationDetails");
    json.writeStringField("id", "bulkhead/" + host.replace('/', '_') + "/");
    json.writeEndObject();
    json.writeObjectFieldStart("originalUriBaseIds");
    json.writeObjectFieldStart(SarifResults.ROOT);
    json.writeStringField("uri", "file:///");
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", true);
    String takenAt = audit.host().vantage().takenAt();
    if (!takenAt.isEmpty()) {
      json.writeStringField("endTimeUtc", Text.of(takenAt));
    }
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (String note : audit.host().vantage().notes()) {
      json.writeStartObject();
      json.writeStringField("level", "note");
      json.writeObjectFieldStart("message");
      json.writeStringField("text", Text.of(note));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectFieldStart("properties");
    json.writeStringField("host", host);
    json.writeStringField("profile", audit.profile().word());
    json.writeStringField("benchmark", audit.numbers().title());
    json.writeEndObject();
  }
}
