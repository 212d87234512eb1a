package io.bulkhead.engine.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON text to trees, and typed looks into them. */
public final class Trees {
  private static final ObjectReader READER =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final ObjectReader SEQUENCE = new ObjectMapper().readerFor(JsonNode.class);

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
    try {
      JsonNode tree = READER.readTree(text);
      if (tree == null || tree.isMissingNode()) {
        throw new NotJson("empty where JSON was expected");
      }
      return tree;
    } catch (JacksonException e) {
      throw new NotJson(e);
    } catch (IOException e) {
      throw new NotJson("not readable as JSON");
    }
  }

  /** The values of a sequence of JSON texts, for example one per line. */
  public static List<JsonNode> parseSequence(byte[] text) throws NotJson {
    try (MappingIterator<JsonNode> values = SEQUENCE.readValues(text)) {
      return values.readAll();
    } catch (JacksonException e) {
      throw new NotJson(e);
    } catch (IOException e) {
      throw new NotJson("not readable as JSON");
    }
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
