package io.bulkhead.daemon.json;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Text to values. */
final class Values {
  private final byte[] bytes;

  Values(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The value as the engine takes it: of a doubled key the last counts, doubled objects are merged
   * entry by entry.
   */
  ConfigValue of(Node node) {
    return switch (node.kind()) {
      case TRUE -> new ConfigValue.Bool(true);
      case FALSE -> new ConfigValue.Bool(false);
      case NULL -> new ConfigValue.Null();
      case NUMBER -> new ConfigValue.Num(raw(node));
      case STRING -> new ConfigValue.Text(Spelling.decode(bytes, node.start(), node.end()));
      case ARRAY -> new ConfigValue.Items(node.items().stream().map(this::of).toList());
      case OBJECT -> table(node);
    };
  }

  private ConfigValue table(Node node) {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    for (Node.Member member : node.members()) {
      entries.merge(member.key(), of(member.value()), Values::doubled);
    }
    return new ConfigValue.Table(entries);
  }

  private static ConfigValue doubled(ConfigValue first, ConfigValue second) {
    if (first instanceof ConfigValue.Table a && second instanceof ConfigValue.Table b) {
      Map<String, ConfigValue> merged = new LinkedHashMap<>(a.entries());
      merged.putAll(b.entries());
      return new ConfigValue.Table(merged);
    }
    return second;
  }

  private String raw(Node node) {
    return new String(bytes, node.start(), node.end() - node.start(), StandardCharsets.US_ASCII);
  }

  /** The members of an object with doubles kept apart; equal if and only if the meaning is. */
  record Pairs(List<Map.Entry<String, Object>> members) {}

  /** The whole meaning of a text: {@link Pairs}, lists and scalar values. */
  Object meaning(Node node) {
    if (node.kind() == Node.Kind.ARRAY) {
      return node.items().stream().map(this::meaning).toList();
    }
    if (node.kind() != Node.Kind.OBJECT) {
      return of(node);
    }
    List<Map.Entry<String, Object>> members = new ArrayList<>();
    node.members().forEach(m -> members.add(Map.entry(m.key(), meaning(m.value()))));
    return new Pairs(members);
  }

  /** The meaning of a value that is not in a text yet. */
  static Object meaning(ConfigValue value) {
    if (value instanceof ConfigValue.Items items) {
      return items.values().stream().map(Values::meaning).toList();
    }
    if (!(value instanceof ConfigValue.Table table)) {
      return value;
    }
    List<Map.Entry<String, Object>> members = new ArrayList<>();
    table.entries().forEach((key, inner) -> members.add(Map.entry(key, meaning(inner))));
    return new Pairs(members);
  }
}
