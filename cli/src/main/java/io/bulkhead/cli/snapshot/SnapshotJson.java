package io.bulkhead.cli.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;

/**
 * {@link HostSnapshot} to JSON and back without loss: {@code read(write(s))} equals {@code s}. The
 * form is described in docs/snapshot.md. Thread-safe.
 */
public final class SnapshotJson {
  /** Value of the member {@code schema}. */
  public static final String SCHEMA = "bulkhead/snapshot/" + HostSnapshot.SCHEMA;

  /** Largest document that is read, in bytes. */
  public static final int LIMIT = 64 << 20;

  private final ObjectMapper mapper = mapper();

  /**
   * The document, indented, members sorted where their order means nothing, with a final newline.
   */
  public String write(HostSnapshot host) {
    try {
      ObjectNode tree = mapper.valueToTree(host);
      tree.put("schema", SCHEMA);
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
      return mapper.writer(printer).with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(tree)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a snapshot that cannot be written", e);
    }
  }

  /**
   * The snapshot in a document.
   *
   * @throws SnapshotFormatException if it is too large, broken, of another schema or incomplete
   */
  public HostSnapshot read(byte[] document) throws SnapshotFormatException {
    if (document.length > LIMIT) {
      throw new SnapshotFormatException(
          "has " + document.length + " bytes, more than the " + LIMIT + " a snapshot may have");
    }
    try {
      // decoded first: a broken byte is an error here, and not a silent replacement
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(document)).toString();
      JsonNode tree = mapper.readTree(text);
      if (tree instanceof ObjectNode members) {
        requireSchema(members);
        members.put("schema", HostSnapshot.SCHEMA);
        return mapper.treeToValue(members, HostSnapshot.class);
      }
      throw new SnapshotFormatException("is not a JSON object");
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new SnapshotFormatException("is not UTF-8 text");
    } catch (JsonMappingException e) {
      throw new SnapshotFormatException(
          "is not a complete snapshot: " + e.getOriginalMessage() + where(e));
    } catch (JsonProcessingException e) {
      throw new SnapshotFormatException("is not JSON: " + e.getOriginalMessage() + where(e));
    } catch (SnapshotFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SnapshotFormatException("cannot be read as a snapshot: " + e.getMessage());
    }
  }

  private static void requireSchema(ObjectNode members) throws SnapshotFormatException {
    String schema = members.path("schema").asText("");
    if (!schema.equals(SCHEMA)) {
      throw new SnapshotFormatException(
          schema.isEmpty()
              ? "has no member \"schema\": it is not a snapshot of Bulkhead"
              : "has schema '" + schema + "'; this version reads '" + SCHEMA + "'");
    }
  }

  private static String where(JsonProcessingException e) {
    if (e instanceof JsonMappingException m && !m.getPath().isEmpty()) {
      StringBuilder path = new StringBuilder(" (at ");
      for (JsonMappingException.Reference step : m.getPath()) {
        String name = step.getFieldName();
        path.append('/').append(name == null ? String.valueOf(step.getIndex()) : name);
      }
      return path.append(')').toString();
    }
    JsonLocation at = e.getLocation();
    return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private static ObjectMapper mapper() {
    SimpleModule readings = new SimpleModule("bulkhead");
    readings.addSerializer(ConfigValue.class, new ConfigValueJson.Writer());
    readings.addDeserializer(ConfigValue.class, new ConfigValueJson.Reader());
    readings.addSerializer(new ReadingJson.Writer());
    readings.addDeserializer(Reading.class, new ReadingJson.Reader());
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(LIMIT)
                    .maxStringLength(1 << 20)
                    .maxNestingDepth(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .addModule(readings)
        .build();
  }
}
