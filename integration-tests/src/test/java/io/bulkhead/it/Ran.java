package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process that has ended.
 *
 * @param exit its status; 128 + n after signal n
 */
public record Ran(List<String> command, int exit, byte[] stdout, byte[] stderr) {
  private static final JsonMapper JSON = new JsonMapper();

  public String out() {
    return new String(stdout, StandardCharsets.UTF_8);
  }

  public String err() {
    return new String(stderr, StandardCharsets.UTF_8);
  }

  /** Both streams, for words that may stand on either. */
  public String said() {
    return out() + err();
  }

  /** Standard output as the one JSON document it must be. */
  public JsonNode json() {
    try {
      return JSON.readTree(stdout);
    } catch (IOException e) {
      throw new UncheckedIOException("not one JSON document: " + this, e);
    }
  }

  /** Fails with everything the process said unless it ended with this status. */
  public Ran exits(int expected) {
    assertThat(exit).as("exit status of %s", this).isEqualTo(expected);
    return this;
  }

  @Override
  public String toString() {
    return String.join(" ", command) + "\n[exit " + exit + "]\n" + out() + "\n[stderr]\n" + err();
  }
}
