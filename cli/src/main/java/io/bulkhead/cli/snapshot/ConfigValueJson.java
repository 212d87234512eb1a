package io.bulkhead.cli.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.bulkhead.audit.snapshot.ConfigValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration value is itself, except that a number is {@code {"number": "spelling"}}, so that
 * its spelling survives, and an object is {@code {"table": {...}}}.
 */
final class ConfigValueJson {
  private static final String NUMBER = "number";
  private static final String TABLE = "table";

  private ConfigValueJson() {}

  static final class Writer extends StdSerializer<ConfigValue> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(ConfigValue.class);
    }

    @Override
    public void serialize(ConfigValue value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      write(value, out);
    }

    private static void write(ConfigValue value, JsonGenerator out) throws IOException {
      if (value instanceof ConfigValue.Bool b) {
        out.writeBoolean(b.value());
      } else if (value instanceof ConfigValue.Num n) {
        out.writeStartObject();
        out.writeStringField(NUMBER, n.spelling());
        out.writeEndObject();
      } else if (value instanceof ConfigValue.Text t) {
        out.writeString(t.value());
      } else if (value instanceof ConfigValue.Items items) {
        out.writeStartArray();
        for (ConfigValue item : items.values()) {
          write(item, out);
        }
        out.writeEndArray();
      } else if (value instanceof ConfigValue.Table table) {
        out.writeStartObject();
        out.writeObjectFieldStart(TABLE);
        for (Map.Entry<String, ConfigValue> entry : table.entries().entrySet()) {
          out.writeFieldName(entry.getKey());
          write(entry.getValue(), out);
        }
        out.writeEndObject();
        out.writeEndObject();
      } else {
        out.writeNull();
      }
    }
  }

  static final class Reader extends StdDeserializer<ConfigValue> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(ConfigValue.class);
    }

    @Override
    public ConfigValue deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return of(context.readTree(parser), context);
    }

    @Override
    public ConfigValue getNullValue(DeserializationContext context) {
      return new ConfigValue.Null();
    }

    private ConfigValue of(JsonNode node, DeserializationContext context) throws IOException {
      if (node.isBoolean()) {
        return ConfigValue.of(node.booleanValue());
      }
      if (node.isTextual()) {
        return ConfigValue.of(node.textValue());
      }
      if (node.isNull()) {
        return new ConfigValue.Null();
      }
      if (node.isArray()) {
        List<ConfigValue> items = new ArrayList<>();
        for (JsonNode item : node) {
          items.add(of(item, context));
        }
        return new ConfigValue.Items(items);
      }
      if (node.path(NUMBER).isTextual()) {
        return new ConfigValue.Num(node.path(NUMBER).textValue());
      }
      if (node.path(TABLE).isObject()) {
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path(TABLE).properties()) {
          entries.put(entry.getKey(), of(entry.getValue(), context));
        }
        return new ConfigValue.Table(entries);
      }
      return context.reportInputMismatch(
          this, "a configuration value is a boolean, text, number, array or table");
    }
  }
}
