package io.bulkhead.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** An audit for programs: one JSON document of schema {@value #SCHEMA} (docs/audit.schema.json). */
public final class JsonReport {
  public static final String SCHEMA = "bulkhead/audit/1";

  private static final int LAST_PRINTABLE = 0x7e;

  private JsonReport() {}

  /** Writes the document, indented, with a final newline. */
  public static void write(AuditResult audit, Writer out) throws IOException {
    // a terminal obeys C1 controls and reordering characters too, and JSON is often looked at there
    JsonGenerator json =
        new JsonFactory()
            .createGenerator(out)
            .setHighestNonEscapedChar(LAST_PRINTABLE)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    json.setPrettyPrinter(
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("tool", audit.host().vantage().tool());
    json.writeStringField("takenAt", audit.host().vantage().takenAt());
    host(json, audit.host());
    json.writeStringField("profile", audit.profile().word());
    json.writeStringField("benchmark", audit.numbers().title());
    strings(json, "notes", audit.host().vantage().notes());
    summary(json, audit);
    waivers(json, audit);
    if (audit.since().isPresent()) {
      since(json, audit.since().get());
    }
    json.writeArrayFieldStart("findings");
    for (Finding finding : audit.findings()) {
      finding(json, finding, audit);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    out.write('\n');
  }

  private static void strings(JsonGenerator json, String name, List<String> all)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String one : all) {
      json.writeString(one);
    }
    json.writeEndArray();
  }

  private static void waivers(JsonGenerator json, AuditResult audit) throws IOException {
    json.writeArrayFieldStart("unusedWaivers");
    for (Waiver waiver : audit.waived().unused()) {
      json.writeStartObject();
      json.writeStringField("check", waiver.check());
      json.writeStringField("object", waiver.object());
      json.writeStringField("source", waiver.source());
      json.writeEndObject();
    }
    json.writeEndArray();
    strings(json, "ignoredWaivers", audit.waived().ignored());
  }

  private static void since(JsonGenerator json, Comparison since) throws IOException {
    json.writeObjectFieldStart("since");
    json.writeStringField("takenAt", since.takenAt());
    json.writeBooleanField("otherHost", since.otherHost());
    json.writeNumberField("same", since.same());
    failures(json, "new", since.fresh());
    failures(json, "fixed", since.fixed());
    json.writeEndObject();
  }

  private static void failures(JsonGenerator json, String name, List<Comparison.Failure> all)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Comparison.Failure failure : all) {
      json.writeStartObject();
      json.writeStringField("id", failure.check());
      json.writeStringField("subject", failure.subject());
      json.writeStringField("severity", failure.severity().word());
      json.writeStringField("title", failure.title());
      json.writeEndObject();
    }
    json.writeEndArray();
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
    json.writeNumberField("waived", audit.count(Outcome.WAIVED));
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

  private static void finding(JsonGenerator json, Finding finding, AuditResult audit)
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
    json.writeBooleanField("fixable", audit.fixable().contains(finding.check().id()));
    strings(json, "sections", audit.numbers().of(finding.check().id()));
    json.writeArrayFieldStart("grounds");
    for (Ground ground : finding.verdict().grounds()) {
      ground(json, ground);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void ground(JsonGenerator json, Ground ground) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", ground.subject());
    json.writeStringField("outcome", ground.outcome().json());
    json.writeStringField("says", ground.says());
    if (ground.waiver().isPresent()) {
      Waiver waiver = ground.waiver().get();
      json.writeObjectFieldStart("waiver");
      json.writeBooleanField("expired", ground.outcome() != Outcome.WAIVED);
      json.writeStringField("expires", waiver.expires().toString());
      json.writeStringField("owner", waiver.owner());
      json.writeStringField("reason", waiver.reason());
      json.writeStringField("source", waiver.source());
      json.writeEndObject();
    }
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
}
