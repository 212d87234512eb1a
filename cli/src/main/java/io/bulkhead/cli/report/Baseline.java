package io.bulkhead.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What failed in an older report of {@code audit --format json}.
 *
 * @param name of the file
 * @param hostId the host it was about, empty if unknown
 */
public record Baseline(
    String name, String takenAt, String hostId, List<Comparison.Failure> failures) {
  public Baseline {
    failures = List.copyOf(failures);
  }

  /**
   * Reads a report.
   *
   * @throws IllegalArgumentException if it is none, with a sentence that begins with a verb
   */
  public static Baseline read(String name, byte[] bytes) {
    JsonNode root = tree(bytes);
    String schema = root.path("schema").asText();
    if (!schema.equals(JsonReport.SCHEMA)) {
      throw new IllegalArgumentException(
          "has schema '" + schema + "'; this version reads '" + JsonReport.SCHEMA + "'");
    }
    List<Comparison.Failure> failures = new ArrayList<>();
    for (JsonNode finding : root.path("findings")) {
      for (JsonNode ground : finding.path("grounds")) {
        if (ground.path("outcome").asText().equals(Outcome.FAIL.json())) {
          failures.add(
              new Comparison.Failure(
                  finding.path("id").asText(),
                  lasting(ground.path("subject").asText()),
                  severity(finding.path("severity").asText()),
                  finding.path("title").asText()));
        }
      }
    }
    return new Baseline(
        name, root.path("takenAt").asText(), root.path("host").path("id").asText(), failures);
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      JsonNode root = new ObjectMapper().readTree(bytes);
      if (root != null && root.isObject()) {
        return root;
      }
      throw new IllegalArgumentException("is no JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
    }
  }

  private static String lasting(String subject) {
    return new Ground(subject, Outcome.FAIL, "", List.of()).lastingSubject();
  }

  private static Severity severity(String word) {
    for (Severity severity : Severity.values()) {
      if (severity.word().equals(word)) {
        return severity;
      }
    }
    return Severity.INFO;
  }
}
