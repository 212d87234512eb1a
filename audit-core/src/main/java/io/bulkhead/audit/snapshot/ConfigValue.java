package io.bulkhead.audit.snapshot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value in the daemon's configuration: the JSON types, with numbers in their own spelling. */
public sealed interface ConfigValue {
  /** JSON true or false. */
  record Bool(boolean value) implements ConfigValue {
    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  /**
   * A number.
   *
   * @param spelling as written, for example {@code 10} or {@code 1.4e3}
   */
  record Num(String spelling) implements ConfigValue {
    @Override
    public String toString() {
      return spelling;
    }
  }

  /** A string. */
  record Text(String value) implements ConfigValue {
    @Override
    public String toString() {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** An array. */
  record Items(List<ConfigValue> values) implements ConfigValue {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** An object, in the order of the file. */
  record Table(Map<String, ConfigValue> entries) implements ConfigValue {
    public Table {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String toString() {
      return entries.entrySet().stream()
          .map(e -> new Text(e.getKey()) + ": " + e.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** JSON null; the engine reads it as false for booleans and as unset elsewhere. */
  record Null() implements ConfigValue {
    @Override
    public String toString() {
      return "null";
    }
  }

  static ConfigValue of(boolean value) {
    return new Bool(value);
  }

  static ConfigValue of(long value) {
    return new Num(String.valueOf(value));
  }

  static ConfigValue of(String value) {
    return new Text(value);
  }

  static ConfigValue of(List<String> values) {
    return new Items(values.stream().<ConfigValue>map(Text::new).toList());
  }

  /** True for JSON true only. */
  default boolean isTrue() {
    return this instanceof Bool b && b.value();
  }

  /** The plain text of a string or number, the JSON text of anything else. */
  default String text() {
    return this instanceof Text t ? t.value() : toString();
  }

  /** The texts of an array's elements; a lone value counts as an array of one. */
  default List<String> texts() {
    return this instanceof Items items
        ? items.values().stream().map(ConfigValue::text).toList()
        : List.of(text());
  }

  /** The member of an object, or JSON null where there is none. */
  default ConfigValue get(String key) {
    return this instanceof Table t ? t.entries().getOrDefault(key, new Null()) : new Null();
  }
}
