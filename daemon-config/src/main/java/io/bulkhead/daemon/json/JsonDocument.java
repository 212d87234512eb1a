package io.bulkhead.daemon.json;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a daemon.json. Immutable; an edit gives a new document in which only the bytes that
 * carry the change differ.
 */
public final class JsonDocument {
  private final byte[] bytes;

  private JsonDocument(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads a file as the engine does; an empty file counts as an empty object. */
  public static JsonDocument parse(byte[] file) throws JsonProblem {
    return new JsonDocument(file.clone());
  }

  /** A file that does not exist yet. */
  public static JsonDocument empty() {
    return new JsonDocument(new byte[0]);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The value at a path of keys; empty if it is not in the file. */
  public Optional<ConfigValue> get(List<String> path) {
    return Optional.empty();
  }

  /** The whole object. */
  public ConfigValue root() {
    return new ConfigValue.Table(Map.of());
  }

  /** Line of the key at a path, from 1; 0 if it is not in the file. */
  public int line(List<String> path) {
    return 0;
  }

  /** Why the key at {@code path} cannot be edited; empty if it can. */
  public Optional<String> refusal(List<String> path) {
    return Optional.empty();
  }

  /**
   * Gives the key a value, with the objects above it where they are missing. The same document
   * comes back if it has that value already.
   *
   * @throws EditRefused as {@link #refusal} says
   */
  public JsonDocument set(List<String> path, ConfigValue value) {
    return this;
  }

  /** Removes a key; the same document if there is none. Never removes the object above it. */
  public JsonDocument remove(List<String> path) {
    return this;
  }

  /** Appends to the array at {@code path} unless an equal element is there; creates the array. */
  public JsonDocument addItem(List<String> path, ConfigValue item) {
    return this;
  }

  /** Removes every equal element of the array at {@code path}. */
  public JsonDocument removeItem(List<String> path, ConfigValue item) {
    return this;
  }
}
