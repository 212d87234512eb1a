package io.bulkhead.remediate.journal;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One record of the journal.
 *
 * @param seq position in the whole journal, from 1
 * @param time when it was written, RFC 3339 UTC; the order is that of {@code seq}
 * @param boot boot id of the kernel it was written under
 * @param set id of the change set
 * @param data the whole JSON object
 * @param hash sha-256 of the whole line, hex
 */
public record Entry(
    long seq, String time, String boot, EntryType type, String set, JsonNode data, String hash) {
  /** A text field; empty if there is none. */
  public String text(String name) {
    return data.path(name).asText("");
  }
}
