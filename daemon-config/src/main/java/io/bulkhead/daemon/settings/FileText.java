package io.bulkhead.daemon.settings;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.daemon.options.Option;
import io.bulkhead.daemon.options.Options;
import java.util.List;
import java.util.Optional;

/**
 * A configuration file as an engine takes it.
 *
 * @param document empty if there is no file
 * @param unread why it cannot be used; empty if it can, or if there is none
 */
public record FileText(String path, Optional<JsonDocument> document, String unread) {

  /**
   * A value with its place.
   *
   * @param place {@code path:line}
   */
  record Found(ConfigValue value, String place) {}

  /** What the file gives the key; zero values mean nothing, null is false for booleans. */
  Optional<Found> value(Option option) {
    if (document.isEmpty()) {
      return Optional.empty();
    }
    boolean bool = option.type() == Option.Type.BOOL;
    Optional<ConfigValue> direct = document.get().get(List.of(option.key()));
    if (direct.isPresent()) {
      String place = path + ":" + document.get().line(List.of(option.key()));
      if (bool && direct.get() instanceof ConfigValue.Null) {
        return Optional.of(new Found(ConfigValue.of(false), place + ", null"));
      }
      return direct.filter(v -> !unset(v)).map(v -> new Found(v, place));
    }
    return bool ? insideGroup(option.key()) : Optional.empty();
  }

  /** The engine flattens objects it does not know; booleans inside them take effect. */
  private Optional<Found> insideGroup(String key) {
    JsonDocument text = document.orElseThrow();
    for (JsonDocument.Entry entry : text.entries()) {
      boolean group = Options.key(entry.key()).map(o -> !o.type().table()).orElse(true);
      if (group && entry.value().get(key) instanceof ConfigValue.Bool inner) {
        String place = path + ":" + text.line(List.of(entry.key(), key));
        return Optional.of(new Found(inner, place + ", inside \"" + entry.key() + "\""));
      }
    }
    return Optional.empty();
  }

  private static boolean unset(ConfigValue value) {
    return value instanceof ConfigValue.Null
        || value.equals(ConfigValue.of(""))
        || (value instanceof ConfigValue.Num n && n.spelling().matches("-?0+"))
        || (value instanceof ConfigValue.Items i && i.values().isEmpty())
        || (value instanceof ConfigValue.Table t && t.entries().isEmpty());
  }

  /** True if the key stands in the file at all, whatever its value. */
  boolean mentions(String key) {
    return document.flatMap(d -> d.get(List.of(key))).isPresent();
  }

  /** True if an engine of this version knows the key. */
  static boolean known(Option option, Optional<EngineVersion> version) {
    return version.map(option::known).orElse(option.removed().isEmpty());
  }
}
