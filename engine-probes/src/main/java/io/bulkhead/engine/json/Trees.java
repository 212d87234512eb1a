package io.bulkhead.engine.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON text to trees, and typed looks into them. The trees are put together here, value by value:
 * Jackson's ObjectMapper, which would do no more, costs every start 20 ms for what it can do.
 */
public final class Trees {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Trees() {}

  /** The text is not JSON; the message never quotes it, for it may hold secrets. */
  public static final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson(JacksonException cause) {
      super("not JSON" + place(cause.getLocation()));
    }

    NotJson(String sentence) {
      super(sentence);
    }

    private static String place(JsonLocation at) {
      return at == null || at.getLineNr() < 1
          ? ""
          : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
  }

  /** The one value that the text holds. */
  public static JsonNode parse(byte[] text) throws NotJson {
    List<JsonNode> values = parseSequence(text);
    if (values.isEmpty()) {
      throw new NotJson("empty where JSON was expected");
    }
    if (values.size() > 1) {
      throw new NotJson("not JSON: more follows its end");
    }
    return values.get(0);
  }

  /** The values of a sequence of JSON texts, for example one per line. */
  public static List<JsonNode> parseSequence(byte[] text) throws NotJson {
    List<JsonNode> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        values.add(value(parser));
      }
      return values;
    } catch (JacksonException e) {
      throw new NotJson(e);
    } catch (IOException e) {
      throw new NotJson("not readable as JSON");
    }
  }

  /** The value that begins with the current token; the parser bounds how deep it can be. */
  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      default -> NODES.nullNode();
    };
  }

  /** Of members with one name the last counts, as for every reader of JSON in use here. */
  private static JsonNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static JsonNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  /** A string field; empty when it is absent or not a string. */
  public static String text(JsonNode object, String field) {
    return object.path(field).isTextual() ? object.path(field).textValue() : "";
  }

  /** A boolean field, if it is there and a boolean. */
  public static Optional<Boolean> flag(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  /** The strings of an array field; null and absence count as an empty array. */
  public static List<String> texts(JsonNode object, String field) {
    List<String> texts = new ArrayList<>();
    JsonNode value = object.path(field);
    if (value.isArray()) {
      for (JsonNode item : value) {
        if (item.isTextual()) {
          texts.add(item.textValue());
        }
      }
    }
    return texts;
  }

  /** The string members of an object field, in the order of the text. */
  public static Map<String, String> textMap(JsonNode object, String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.path(field).properties()) {
      if (member.getValue().isTextual()) {
        texts.put(member.getKey(), member.getValue().textValue());
      }
    }
    return texts;
  }
}
