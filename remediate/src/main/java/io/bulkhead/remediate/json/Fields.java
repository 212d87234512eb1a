package io.bulkhead.remediate.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Members of a JSON object with the type they must have. */
final class Fields {
  private Fields() {}

  static String text(JsonNode t, String name) {
    JsonNode node = member(t, name);
    require(node.isTextual(), name, "a string");
    return node.textValue();
  }

  static int number(JsonNode t, String name) {
    JsonNode node = member(t, name);
    require(node.canConvertToInt() && node.isIntegralNumber(), name, "an integer");
    return node.intValue();
  }

  static long longNumber(JsonNode t, String name) {
    JsonNode node = member(t, name);
    require(node.canConvertToLong() && node.isIntegralNumber(), name, "an integer");
    return node.longValue();
  }

  static boolean bool(JsonNode t, String name) {
    JsonNode node = member(t, name);
    require(node.isBoolean(), name, "true or false");
    return node.booleanValue();
  }

  static JsonNode object(JsonNode t, String name) {
    JsonNode node = member(t, name);
    require(node.isObject(), name, "an object");
    return node;
  }

  static List<String> texts(JsonNode t, String name) {
    return all(
        t,
        name,
        item -> {
          require(item.isTextual(), name, "an array of strings");
          return item.textValue();
        });
  }

  static List<Integer> numbers(JsonNode t, String name) {
    return all(
        t,
        name,
        item -> {
          require(item.canConvertToInt() && item.isIntegralNumber(), name, "an array of integers");
          return item.intValue();
        });
  }

  static <T> List<T> all(JsonNode t, String name, Function<JsonNode, T> f) {
    JsonNode node = member(t, name);
    require(node.isArray(), name, "an array");
    List<T> list = new ArrayList<>();
    node.forEach(item -> list.add(f.apply(item)));
    return list;
  }

  /** A member of an enum by its lower-case word. */
  static <E extends Enum<E>> E word(JsonNode t, String name, Class<E> type) {
    return Enum.valueOf(type, text(t, name).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static JsonNode member(JsonNode t, String name) {
    JsonNode node = t.get(name);
    require(node != null, name, "present");
    return node == null ? t : node;
  }

  private static void require(boolean holds, String name, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("its member '" + name + "' is not " + expected);
    }
  }
}
