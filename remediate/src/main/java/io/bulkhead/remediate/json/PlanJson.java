package io.bulkhead.remediate.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A plan as canonical JSON: keys sorted, no blanks, ASCII, no floating point numbers. Holds no file
 * contents and no secrets, and nothing in it is ever run.
 */
public final class PlanJson {
  /** Value of the member {@code schema}. */
  public static final String SCHEMA = "bulkhead/plan/1";

  /** Largest plan that is read, in bytes: 8 MiB. */
  public static final int LIMIT = 8 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(LIMIT)
                          .maxNestingDepth(64)
                          .maxNumberLength(64)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private PlanJson() {}

  /** The plan as one line of canonical JSON in UTF-8 with a final line end. */
  public static byte[] write(Plan plan) {
    byte[] line = bytes(PlanWriter.tree(plan));
    ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 1);
    out.writeBytes(line);
    out.write('\n');
    return out.toByteArray();
  }

  /** The digest a plan must carry: of its canonical JSON without digest and times. */
  public static String digest(Plan plan) {
    ObjectNode tree = PlanWriter.tree(plan);
    tree.remove("plan");
    tree.remove("created");
    tree.remove("expires");
    return Sha256.hex(bytes(tree));
  }

  /** The same plan carrying its digest. */
  public static Plan sealed(Plan p) {
    return new Plan(
        digest(p),
        p.undoes(),
        p.host(),
        p.created(),
        p.expires(),
        p.tool(),
        p.rules(),
        p.facts(),
        p.changes(),
        p.steps(),
        p.engine(),
        p.diffs(),
        p.unfixed(),
        p.kept(),
        p.conflicts(),
        p.summary());
  }

  /**
   * Reads a saved plan. Members that are not known are passed over.
   *
   * @throws RemediationException REFUSED if it is too large, malformed, of another schema, or its
   *     digest does not fit its content
   */
  public static Plan read(byte[] json) throws RemediationException {
    if (json.length > LIMIT) {
      throw refused("the plan has " + json.length + " bytes, at most " + LIMIT + " are read");
    }
    Plan plan;
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (!SCHEMA.equals(tree.path("schema").asText())) {
        throw refused("it says schema '" + tree.path("schema").asText() + "', not " + SCHEMA);
      }
      plan = PlanReader.plan(tree);
    } catch (IOException e) {
      String says = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.toString();
      throw refused("it cannot be read: " + says);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    if (!digest(plan).equals(plan.digest())) {
      throw refused("its digest does not fit its content: it was edited or damaged");
    }
    return plan;
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static RemediationException refused(String why) {
    return new RemediationException(
        RemediationException.Kind.REFUSED,
        "this is no plan Bulkhead can use: " + why,
        "bulkhead plan --out plan.json");
  }
}
