package io.bulkhead.daemon.json;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random configurations in the many ways people write them. */
final class Texts {
  private static final List<String> KEYS =
      List.of("icc", "log-opts", "dns", "builder", "gc", "mtu", "labels", "é", "a b", "q\"");
  private static final List<String> WORDS =
      List.of("", "10m", "json-file", "10.0.0.0/8", "\u00e9\uD83D\uDC33", "a\\b", "x\"y", "\t\n");

  private final SplittableRandom random;
  private final String newline;
  private final String unit;
  private final String colon;
  private final boolean oneLine;

  Texts(SplittableRandom random) {
    this.random = random;
    this.newline = pick(List.of("\n", "\r\n", "\n", "\n\n"));
    this.unit = pick(List.of("  ", "    ", "\t", " ", ""));
    this.colon = pick(List.of(": ", " : ", ":", ":   "));
    this.oneLine = random.nextInt(5) == 0;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A whole file. */
  String file() {
    String mark = random.nextInt(8) == 0 ? "\uFEFF" : "";
    String tail = pick(List.of("", "\n", "\r\n", "\n\n\n", "  "));
    return mark + pick(List.of("", "", "\n", " ")) + text(table(0), "") + tail;
  }

  ConfigValue value(int depth) {
    int kind = random.nextInt(depth > 2 ? 5 : 8);
    return switch (kind) {
      case 0 -> ConfigValue.of(random.nextBoolean());
      case 1 -> new ConfigValue.Num(pick(List.of("0", "-1", "1.4e3", "64000", "1E-2")));
      case 2 -> new ConfigValue.Null();
      case 3, 4 -> ConfigValue.of(pick(WORDS));
      case 5 -> items(depth);
      default -> table(depth);
    };
  }

  private ConfigValue items(int depth) {
    List<ConfigValue> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(value(depth + 1));
    }
    return new ConfigValue.Items(values);
  }

  ConfigValue table(int depth) {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      entries.put(pick(KEYS), value(depth + 1));
    }
    return new ConfigValue.Table(entries);
  }

  String key() {
    return pick(KEYS);
  }

  private String text(ConfigValue value, String indent) {
    if (value instanceof ConfigValue.Table table) {
      List<String> parts = new ArrayList<>();
      table
          .entries()
          .forEach((k, v) -> parts.add(Spelling.encode(k) + colon + text(v, indent + unit)));
      return wrapped("{", parts, "}", indent);
    }
    if (value instanceof ConfigValue.Items items) {
      return wrapped(
          "[", items.values().stream().map(v -> text(v, indent + unit)).toList(), "]", indent);
    }
    return value instanceof ConfigValue.Text t ? Spelling.encode(t.value()) : value.toString();
  }

  private String wrapped(String open, List<String> parts, String close, String indent) {
    if (parts.isEmpty()) {
      return open + pick(List.of("", "", " ", oneLine ? "" : newline)) + close;
    }
    boolean flat = oneLine || random.nextInt(6) == 0;
    String before = flat ? pick(List.of("", " ")) : newline + indent + unit;
    String after = flat ? before : newline + indent;
    String comma = random.nextInt(6) == 0 ? " ," : ",";
    return open + before + String.join(comma + (flat ? " " : before), parts) + after + close;
  }
}
