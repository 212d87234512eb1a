package io.bulkhead.daemon.json;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.List;
import java.util.Map;

/** Writes values out where a file leaves them to the engine's default. */
public final class SpellOut {
  private SpellOut() {}

  /**
   * The file with every key of {@code values} present at the top; keys that are there stay as they
   * are.
   *
   * @param file the file's bytes, empty if there is no file
   * @throws EditRefused if the file cannot be parsed
   */
  public static byte[] values(byte[] file, Map<String, ConfigValue> values) {
    JsonDocument document;
    try {
      document = file.length == 0 ? JsonDocument.empty() : JsonDocument.parse(file);
    } catch (JsonProblem e) {
      throw new EditRefused(e.text());
    }
    for (Map.Entry<String, ConfigValue> entry : values.entrySet()) {
      List<String> path = List.of(entry.getKey());
      if (document.get(path).isEmpty()) {
        document = document.set(path, entry.getValue());
      }
    }
    return document.bytes();
  }
}
