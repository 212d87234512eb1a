package io.bulkhead.remediate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.daemon.tls.KeyAlgorithm;
import io.bulkhead.daemon.tls.Purpose;
import io.bulkhead.remediate.Made;

/** Recipes of keys and certificates as JSON. */
final class MadeJson {
  private MadeJson() {}

  static void write(ObjectNode node, Made made) {
    if (made instanceof Made.Key key) {
      node.put("made", "key").put("algorithm", PlanWriter.word(key.algorithm()));
    } else if (made instanceof Made.Certificate certificate) {
      node.put("made", "certificate")
          .put("purpose", PlanWriter.word(certificate.purpose()))
          .put("name", certificate.name())
          .put("days", certificate.days())
          .put("key", certificate.key())
          .put("signer_certificate", certificate.signer().certificate())
          .put("signer_key", certificate.signer().key());
      ArrayNode names = node.putArray("names");
      certificate.names().forEach(names::add);
    } else if (made instanceof Made.Copy copy) {
      node.put("made", "copy").put("of", copy.of());
    }
  }

  static Made read(JsonNode t) {
    String kind = Fields.text(t, "made");
    return switch (kind) {
      case "key" -> new Made.Key(Fields.word(t, "algorithm", KeyAlgorithm.class));
      case "certificate" ->
          new Made.Certificate(
              Fields.word(t, "purpose", Purpose.class),
              Fields.text(t, "name"),
              Fields.texts(t, "names"),
              Fields.number(t, "days"),
              Fields.text(t, "key"),
              new Made.Signer(Fields.text(t, "signer_certificate"), Fields.text(t, "signer_key")));
      case "copy" -> new Made.Copy(Fields.text(t, "of"));
      default -> throw new IllegalArgumentException("nothing of kind '" + kind + "' is made");
    };
  }
}
