package io.bulkhead.it;

import com.fasterxml.jackson.databind.JsonNode;

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

  public int count(String outcome) {
    return json.path("summary").path(outcome).asInt();
  }
}
