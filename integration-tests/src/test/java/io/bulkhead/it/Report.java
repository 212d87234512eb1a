package io.bulkhead.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** An audit's JSON. */
public record Report(JsonNode json) {

  /** The finding of a check; fails when the audit has none. */
  public JsonNode finding(String id) {
    for (JsonNode finding : json.path("findings")) {
      if (finding.path("id").asText().equals(id)) {
        return finding;
      }
    }
    throw new AssertionError("no finding " + id + " in " + json.path("findings").findValues("id"));
  }

  /** pass, fail, not-applicable or undetermined. */
  public String outcome(String id) {
    return finding(id).path("outcome").asText();
  }

  /** Outcomes of a check by object: a container's name, or kind and name of anything else. */
  public Map<String, String> bySubject(String id) {
    Map<String, String> outcomes = new TreeMap<>();
    for (JsonNode ground : finding(id).path("grounds")) {
      outcomes.put(
          ground.path("subject").asText().replaceAll("^container | \\(.*", ""),
          ground.path("outcome").asText());
    }
    return outcomes;
  }

  public int count(String outcome) {
    return json.path("summary").path(outcome).asInt();
  }
}
