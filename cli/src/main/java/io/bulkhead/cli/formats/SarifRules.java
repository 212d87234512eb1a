package io.bulkhead.cli.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Severity;
import io.bulkhead.cli.report.Groups;
import io.bulkhead.cli.report.Numbers;
import java.io.IOException;
import java.util.Locale;

/** Checks as the rules of a SARIF driver. */
final class SarifRules {
  private final JsonGenerator json;
  private final Numbers numbers;

  SarifRules(JsonGenerator json, Numbers numbers) {
    this.json = json;
    this.numbers = numbers;
  }

  void write(CheckMeta check) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", check.id().value());
    text("shortDescription", check.title());
    text("fullDescription", check.because().isEmpty() ? check.title() : check.because());
    json.writeObjectFieldStart("help");
    json.writeStringField("text", check.advice().isEmpty() ? check.title() : check.advice());
    json.writeStringField("markdown", Markdown.prose(check.advice()));
    json.writeEndObject();
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", level(check.severity()));
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeStringField("security-severity", score(check.severity()));
    json.writeStringField("profile", check.profile().word());
    json.writeArrayFieldStart("tags");
    json.writeString("security");
    json.writeString("docker");
    json.writeString(Groups.title(check.id().group()).toLowerCase(Locale.ROOT));
    for (String number : numbers.of(check.id())) {
      json.writeString(numbers.title() + " " + number);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void text(String name, String value) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", value);
    json.writeEndObject();
  }

  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  /** GitHub shows 9.0 and more as critical, 7.0 as high, 4.0 as medium. */
  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.5";
      case INFO -> "0.5";
    };
  }
}
