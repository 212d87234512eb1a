package io.bulkhead.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** The engine's settings for programs: schema {@value #SCHEMA} (docs/config.md). */
public final class ConfigJson {
  public static final String SCHEMA = "bulkhead/config/1";

  private ConfigJson() {}

  /** The document, indented, plain ASCII, with a final newline. */
  public static String of(HostSnapshot host, List<ConfigLine> lines) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(text)
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true)) {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("host", host.vantage().hostName());
      json.writeStringField("docker", host.daemon().version());
      json.writeStringField("endpoint", host.vantage().endpoint());
      places(json, host.daemon());
      json.writeArrayFieldStart("settings");
      for (ConfigLine line : lines) {
        line(json, line);
      }
      json.writeEndArray();
      problems(json, host.daemon());
      texts(json, "otherDaemons", host.daemon().otherDaemons());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.append('\n').toString();
  }

  private static void places(JsonGenerator json, Daemon daemon) throws IOException {
    json.writeObjectFieldStart("file");
    json.writeStringField(
        "path",
        daemon
            .configFile()
            .seen()
            .map(Daemon.ConfigFile::path)
            .orElse(source(daemon.configFile())));
    if (daemon.configFile() instanceof Reading.Unreadable<Daemon.ConfigFile> unseen) {
      json.writeStringField("unreadable", unseen.reason());
    } else {
      Daemon.ConfigFile file = daemon.configFile().seen().orElse(null);
      json.writeBooleanField("exists", file != null && file.exists());
      json.writeBooleanField("parses", file == null || file.parses());
    }
    json.writeEndObject();
    texts(json, "unit", daemon.unit().seen().map(u -> List.of(u.fragment())).orElse(List.of()));
    texts(json, "dropIns", daemon.unit().seen().map(Daemon.Unit::dropIns).orElse(List.of()));
    texts(
        json,
        "environmentFiles",
        daemon.unit().seen().map(Daemon.Unit::environmentFiles).orElse(List.of()));
    if (daemon.process().seen().isPresent()) {
      json.writeNumberField("pid", daemon.process().seen().get().pid());
    } else {
      json.writeNullField("pid");
    }
  }

  private static String source(Reading<?> reading) {
    return reading.origin().source();
  }

  private static void line(JsonGenerator json, ConfigLine line) throws IOException {
    Daemon.Setting setting = line.setting();
    json.writeStartObject();
    json.writeStringField("key", setting.key());
    reading(json, "running", setting.running());
    reading(json, "nextStart", setting.nextStart());
    json.writeFieldName("default");
    ValueJson.write(json, line.byDefault());
    json.writeBooleanField("set", line.given());
    json.writeBooleanField("pending", line.pending());
    json.writeBooleanField("reloadable", setting.reloadable());
    json.writeEndObject();
  }

  private static void reading(JsonGenerator json, String name, Reading<ConfigValue> reading)
      throws IOException {
    json.writeObjectFieldStart(name);
    if (reading instanceof Reading.Present<ConfigValue> seen) {
      json.writeFieldName("value");
      ValueJson.write(json, seen.value());
    } else if (reading instanceof Reading.Unreadable<ConfigValue> unseen) {
      json.writeStringField("unreadable", unseen.reason());
    } else {
      json.writeBooleanField("absent", true);
    }
    json.writeStringField("origin", source(reading));
    json.writeStringField("strength", reading.origin().strength().name().toLowerCase(Locale.ROOT));
    json.writeEndObject();
  }

  private static void problems(JsonGenerator json, Daemon daemon) throws IOException {
    json.writeArrayFieldStart("problems");
    for (Daemon.Problem problem : daemon.problems()) {
      json.writeStartObject();
      json.writeStringField("where", problem.where());
      json.writeStringField("key", problem.key());
      json.writeStringField("severity", problem.severity());
      json.writeStringField("says", problem.says());
      json.writeStringField("todo", problem.todo());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
