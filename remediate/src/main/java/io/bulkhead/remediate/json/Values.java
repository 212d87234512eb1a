package io.bulkhead.remediate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.audit.snapshot.ConfigValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configuration values as JSON; a number that is no plain integer keeps its spelling. */
final class Values {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String SPELLING = "number spelled";

  private Values() {}

  static JsonNode write(ConfigValue value) {
    if (value instanceof ConfigValue.Bool b) {
      return NODES.booleanNode(b.value());
    }
    if (value instanceof ConfigValue.Text t) {
      return NODES.textNode(t.value());
    }
    if (value instanceof ConfigValue.Num n) {
      return number(n.spelling());
    }
    if (value instanceof ConfigValue.Items items) {
      ArrayNode array = NODES.arrayNode();
      items.values().forEach(v -> array.add(write(v)));
      return array;
    }
    if (value instanceof ConfigValue.Table table) {
      return write(table.entries());
    }
    return NODES.nullNode();
  }

  static ObjectNode write(Map<String, ConfigValue> entries) {
    ObjectNode object = NODES.objectNode();
    entries.forEach((key, v) -> object.set(key, write(v)));
    return object;
  }

  private static JsonNode number(String spelling) {
    return spelling.matches("0|-?[1-9][0-9]{0,40}")
        ? NODES.numberNode(new BigInteger(spelling))
        : NODES.objectNode().put(SPELLING, spelling);
  }

  static ConfigValue read(JsonNode node) {
    if (node.isBoolean()) {
      return ConfigValue.of(node.booleanValue());
    }
    if (node.isTextual()) {
      return ConfigValue.of(node.textValue());
    }
    if (node.isNumber()) {
      return new ConfigValue.Num(node.asText());
    }
    if (node.isArray()) {
      List<ConfigValue> items = new ArrayList<>();
      node.forEach(item -> items.add(read(item)));
      return new ConfigValue.Items(items);
    }
    if (node.isObject()) {
      return node.size() == 1 && node.has(SPELLING)
          ? new ConfigValue.Num(node.get(SPELLING).asText())
          : new ConfigValue.Table(entries(node));
    }
    return new ConfigValue.Null();
  }

  static Map<String, ConfigValue> entries(JsonNode object) {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    object.properties().forEach(e -> entries.put(e.getKey(), read(e.getValue())));
    return entries;
  }
}
