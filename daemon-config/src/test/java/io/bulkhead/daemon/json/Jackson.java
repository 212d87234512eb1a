package io.bulkhead.daemon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bulkhead.audit.snapshot.ConfigValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A second opinion on what a text means. */
final class Jackson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Jackson() {}

  static ConfigValue read(byte[] text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      ConfigValue value = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("text behind the end");
      }
      return value;
    }
  }

  private static ConfigValue value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("no value");
    }
    return switch (token) {
      case START_OBJECT -> table(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> new ConfigValue.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new ConfigValue.Num(parser.getText());
      case VALUE_TRUE -> new ConfigValue.Bool(true);
      case VALUE_FALSE -> new ConfigValue.Bool(false);
      case VALUE_NULL -> new ConfigValue.Null();
      default -> throw new IOException("unexpected " + token);
    };
  }

  private static ConfigValue table(JsonParser parser) throws IOException {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      entries.put(key, value(parser));
    }
    return new ConfigValue.Table(entries);
  }

  private static ConfigValue items(JsonParser parser) throws IOException {
    List<ConfigValue> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return new ConfigValue.Items(values);
  }
}
