package io.bulkhead.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bulkhead.audit.snapshot.ConfigValue;
import java.io.IOException;
import java.util.Map;

/** A value in a report: as it could stand in daemon.json, numbers in their own spelling. */
final class ValueJson {
  private ValueJson() {}

  static void write(JsonGenerator json, ConfigValue value) throws IOException {
    if (value instanceof ConfigValue.Bool bool) {
      json.writeBoolean(bool.value());
    } else if (value instanceof ConfigValue.Num number) {
      json.writeNumber(number.spelling());
    } else if (value instanceof ConfigValue.Text text) {
      json.writeString(text.value());
    } else if (value instanceof ConfigValue.Items items) {
      json.writeStartArray();
      for (ConfigValue item : items.values()) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof ConfigValue.Table table) {
      json.writeStartObject();
      for (Map.Entry<String, ConfigValue> entry : table.entries().entrySet()) {
        json.writeFieldName(entry.getKey());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else {
      json.writeNull();
    }
  }
}
