package io.bulkhead.daemon.flags;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.options.Option;
import io.bulkhead.daemon.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A flag of dockerd and how its text becomes the value of a key.
 *
 * @param key key in daemon.json; empty if there is none
 */
record Flag(String name, String key, Option.Type type) {
  private static final Set<String> PROXIES = Set.of("http-proxy", "https-proxy", "no-proxy");
  private static final Set<String> KEYLESS = Set.of("config-file", "containerd-plugins-namespace");
  private static final Set<String> KEYLESS_BOOL = Set.of("validate", "version", "help");
  private static final Set<String> TRUE = Set.of("1", "t", "true");
  private static final Set<String> FALSE = Set.of("0", "f", "false");

  static Optional<Flag> named(String name) {
    if (PROXIES.contains(name)) {
      return Optional.of(new Flag(name, "proxies", Option.Type.PROXIES));
    }
    if (KEYLESS.contains(name)) {
      return Optional.of(new Flag(name, "", Option.Type.TEXT));
    }
    if (KEYLESS_BOOL.contains(name)) {
      return Optional.of(new Flag(name, "", Option.Type.BOOL));
    }
    return Options.flag(name).map(o -> new Flag(name, o.key(), o.type()));
  }

  static Optional<Flag> lettered(char letter) {
    return switch (letter) {
      case 'v' -> named("version");
      case 'h' -> named("help");
      default -> Options.shortFlag(letter).map(o -> new Flag(o.flag(), o.key(), o.type()));
    };
  }

  boolean bool() {
    return type == Option.Type.BOOL;
  }

  /** The value of the key; empty if the engine would refuse the text. */
  Optional<ConfigValue> read(String text) {
    return switch (type) {
      case BOOL -> bool(text);
      case INT ->
          text.matches("[+-]?\\d{1,18}")
              ? Optional.of(ConfigValue.of(Long.parseLong(text)))
              : Optional.empty();
      case TEXTS, IPS -> Optional.of(ConfigValue.of(List.of(text)));
      case POOLS -> Optional.of(new ConfigValue.Items(List.of(pool(text))));
      case TEXT_MAP, RUNTIMES, NETWORK_OPTS -> pair(text);
      case BOOL_MAP -> feature(text);
      case ULIMITS -> ulimit(text);
      case PROXIES -> Optional.of(table(name, ConfigValue.of(text)));
      default -> Optional.of(ConfigValue.of(text));
    };
  }

  private static Optional<ConfigValue> bool(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (TRUE.contains(plain)) {
      return Optional.of(ConfigValue.of(true));
    }
    return FALSE.contains(plain) ? Optional.of(ConfigValue.of(false)) : Optional.empty();
  }

  private Optional<ConfigValue> pair(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      return Optional.empty();
    }
    String left = text.substring(0, equals);
    String right = text.substring(equals + 1);
    return switch (type) {
      case RUNTIMES -> Optional.of(table(left, table("path", ConfigValue.of(right))));
      case NETWORK_OPTS -> {
        int second = right.indexOf('=');
        yield second < 1
            ? Optional.empty()
            : Optional.of(
                table(
                    left,
                    table(
                        right.substring(0, second), ConfigValue.of(right.substring(second + 1)))));
      }
      default -> Optional.of(table(left, ConfigValue.of(right)));
    };
  }

  private static Optional<ConfigValue> feature(String text) {
    String[] parts = text.split("=", 2);
    return parts.length == 1
        ? Optional.of(table(parts[0], ConfigValue.of(true)))
        : bool(parts[1]).map(v -> table(parts[0], v));
  }

  /** {@code nofile=1024:2048}: soft, then hard. */
  private static Optional<ConfigValue> ulimit(String text) {
    if (!text.matches("[a-z]+=-?\\d{1,18}(:-?\\d{1,18})?")) {
      return Optional.empty();
    }
    String[] parts = text.split("[=:]");
    Map<String, ConfigValue> limit = new LinkedHashMap<>();
    limit.put("Name", ConfigValue.of(parts[0]));
    limit.put("Hard", new ConfigValue.Num(parts[parts.length - 1]));
    limit.put("Soft", new ConfigValue.Num(parts[1]));
    return Optional.of(table(parts[0], new ConfigValue.Table(limit)));
  }

  /** {@code base=10.0.0.0/8,size=24}. */
  private static ConfigValue pool(String text) {
    Map<String, ConfigValue> pool = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      String[] sides = part.split("=", 2);
      String value = sides.length == 2 ? sides[1] : "";
      boolean number = sides[0].equals("size") && value.matches("\\d{1,9}");
      pool.put(sides[0], number ? new ConfigValue.Num(value) : ConfigValue.of(value));
    }
    return new ConfigValue.Table(pool);
  }

  private static ConfigValue table(String key, ConfigValue value) {
    return new ConfigValue.Table(Map.of(key, value));
  }
}
