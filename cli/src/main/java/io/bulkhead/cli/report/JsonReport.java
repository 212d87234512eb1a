package io.bulkhead.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;

/** An audit for programs: one JSON document of schema {@value #SCHEMA} (docs/audit.schema.json). */
public final class JsonReport {
  public static final String SCHEMA = "bulkhead/audit/1";

  private JsonReport() {}

  /** The document, indented, with a final newline. */
  public static String of(AuditResult audit) {
    StringWriter text = new StringWriter();
    // a terminal obeys C1 controls and reordering characters too, and JSON is often looked at there
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(text)
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true)) {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("tool", audit.host().vantage().tool());
      json.writeStringField("takenAt", audit.host().vantage().takenAt());
      host(json, audit.host());
      json.writeStringField("profile", audit.profile().word());
      json.writeArrayFieldStart("notes");
      for (String note : audit.host().vantage().notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
      summary(json, audit);
      json.writeArrayFieldStart("findings");
      for (Finding finding : audit.findings()) {
        finding(json, finding, audit.fixable().contains(finding.check().id()));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.append('\n').toString();
  }

  private static void host(JsonGenerator json, HostSnapshot host) throws IOException {
    json.writeObjectFieldStart("host");
    json.writeStringField("name", host.vantage().hostName());
    json.writeStringField("id", host.vantage().hostId());
    json.writeStringField("root", host.vantage().root());
    json.writeStringField("os", host.os().seen().map(HostSnapshot.Os::prettyName).orElse(""));
    json.writeStringField("kernel", host.kernel().release().seen().orElse(""));
    json.writeStringField("docker", HostLine.version(host));
    json.writeStringField("endpoint", host.vantage().endpoint());
    json.writeNumberField("uid", host.vantage().uid());
    if (host.engine().containers().seen().isPresent()) {
      Engine.Containers containers = host.engine().containers().seen().get();
      json.writeObjectFieldStart("containers");
      json.writeNumberField(
          "running", containers.seen().stream().filter(Container::running).count());
      json.writeNumberField("all", containers.seen().size() + containers.missed().size());
      json.writeEndObject();
    } else {
      json.writeNullField("containers");
    }
    json.writeEndObject();
  }

  private static void summary(JsonGenerator json, AuditResult audit) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeNumberField("judged", audit.findings().size());
    json.writeNumberField("fail", audit.count(Outcome.FAIL));
    json.writeNumberField("undetermined", audit.count(Outcome.UNDETERMINED));
    json.writeNumberField("manual", audit.count(Outcome.MANUAL));
    json.writeNumberField("pass", audit.count(Outcome.PASS));
    json.writeNumberField("notApplicable", audit.count(Outcome.NOT_APPLICABLE));
    json.writeNumberField("fixable", audit.fixable().size());
    if (audit.worst(Outcome.FAIL).isPresent()) {
      json.writeStringField("worst", audit.worst(Outcome.FAIL).get().word());
    } else {
      json.writeNullField("worst");
    }
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Finding finding, boolean fixable)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", finding.check().id().value());
    json.writeStringField("title", finding.check().title());
    json.writeStringField("severity", finding.check().severity().word());
    json.writeStringField("profile", finding.check().profile().word());
    json.writeStringField("outcome", finding.verdict().outcome().json());
    json.writeStringField("says", finding.verdict().says());
    json.writeStringField("because", finding.check().because());
    json.writeStringField("advice", finding.check().advice());
    json.writeBooleanField("fixable", fixable);
    json.writeArrayFieldStart("grounds");
    for (Ground ground : finding.verdict().grounds()) {
      json.writeStartObject();
      json.writeStringField("subject", ground.subject());
      json.writeStringField("outcome", ground.outcome().json());
      json.writeStringField("says", ground.says());
      json.writeArrayFieldStart("evidence");
      for (Evidence evidence : ground.evidence()) {
        json.writeStartObject();
        json.writeStringField("source", evidence.source());
        json.writeStringField("said", evidence.said());
        json.writeStringField("strength", evidence.strength().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
