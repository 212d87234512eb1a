package io.bulkhead.cli.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import java.io.IOException;
import java.util.Locale;

/**
 * A reading is {@code {"present": value, "origin": o}}, {@code {"absent": true, "origin": o}} or
 * {@code {"unreadable": reason, "origin": o}}; an origin is {@code {"source": s, "strength": w}}.
 */
final class ReadingJson {
  private static final String PRESENT = "present";
  private static final String ABSENT = "absent";
  private static final String UNREADABLE = "unreadable";
  private static final String ORIGIN = "origin";
  private static final String SOURCE = "source";
  private static final String STRENGTH = "strength";

  private ReadingJson() {}

  static final class Writer extends StdSerializer<Reading<?>> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(TypeFactory.defaultInstance().constructType(Reading.class));
    }

    @Override
    public void serialize(Reading<?> reading, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      if (reading instanceof Reading.Present<?> present) {
        out.writeFieldName(PRESENT);
        provider.defaultSerializeValue(present.value(), out);
      } else if (reading instanceof Reading.Absent<?>) {
        out.writeBooleanField(ABSENT, true);
      } else if (reading instanceof Reading.Unreadable<?> unseen) {
        out.writeStringField(UNREADABLE, unseen.reason());
      }
      out.writeObjectFieldStart(ORIGIN);
      out.writeStringField(SOURCE, reading.origin().source());
      out.writeStringField(STRENGTH, reading.origin().strength().name().toLowerCase(Locale.ROOT));
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  static final class Reader extends StdDeserializer<Reading<?>> implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;

    private final JavaType content;

    Reader() {
      this(TypeFactory.unknownType());
    }

    private Reader(JavaType content) {
      super(Reading.class);
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      JavaType type = context.getContextualType();
      if (type == null && property != null) {
        type = property.getType();
      }
      JavaType value = type == null ? null : type.containedType(0);
      return new Reader(value == null ? TypeFactory.unknownType() : value);
    }

    @Override
    public Reading<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = context.readTree(parser);
      Origin origin = origin(node.path(ORIGIN), context);
      boolean present = node.has(PRESENT);
      boolean absent = node.path(ABSENT).asBoolean(false);
      JsonNode reason = node.path(UNREADABLE);
      if ((present ? 1 : 0) + (absent ? 1 : 0) + (reason.isTextual() ? 1 : 0) != 1) {
        return bad(context, "a reading is one of present, absent and unreadable");
      }
      if (absent) {
        return Reading.absent(origin);
      }
      if (!present) {
        return Reading.unreadable(origin, reason.asText());
      }
      Object value = context.readTreeAsValue(node.get(PRESENT), content);
      if (value == null) {
        return bad(context, "a present reading needs a value");
      }
      return Reading.present(value, origin);
    }

    private Origin origin(JsonNode node, DeserializationContext context) throws IOException {
      if (!node.path(SOURCE).isTextual() || !node.path(STRENGTH).isTextual()) {
        bad(context, "a reading needs an origin with source and strength");
      }
      for (Strength strength : Strength.values()) {
        if (strength.name().toLowerCase(Locale.ROOT).equals(node.path(STRENGTH).asText())) {
          return new Origin(node.path(SOURCE).asText(), strength);
        }
      }
      bad(context, "unknown strength '" + node.path(STRENGTH).asText() + "'");
      throw new IllegalStateException("not reached");
    }

    private Reading<?> bad(DeserializationContext context, String sentence) throws IOException {
      return context.reportInputMismatch(this, "%s", sentence);
    }
  }
}
