package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.JsonDocument.Entry;
import io.bulkhead.daemon.options.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The JSON type of every value, of each place of a doubled key. */
final class TypeRules {
  private static final Predicate<ConfigValue> TEXT = ConfigValue.Text.class::isInstance;
  private static final Predicate<ConfigValue> BOOL = ConfigValue.Bool.class::isInstance;
  private static final Predicate<ConfigValue> INTEGER = TypeRules::integer;
  private static final Predicate<ConfigValue> TEXTS = TypeRules::texts;

  private TypeRules() {}

  static void check(Subject subject) {
    for (Entry entry : subject.document.entries()) {
      subject.option(entry.key()).ifPresent(option -> check(subject, entry, option));
    }
  }

  private static void check(Subject subject, Entry entry, Option option) {
    if (entry.value() instanceof ConfigValue.Null) {
      if (option.type() == Option.Type.BOOL) {
        subject.at(
            entry, Subject.DOUBTFUL, "null means false here", "write false, or leave the key out");
      }
      return;
    }
    Optional<String> wrong = wrong(entry.value(), option.type());
    if (wrong.isPresent()) {
      subject.at(
          entry,
          Subject.STOPS,
          "%s where %s belongs".formatted(kind(entry.value()), wanted(option.type())),
          wrong.get());
    } else if (Subject.unset(entry.value()) && zeroHides(option, subject)) {
      subject.at(
          entry,
          Subject.IGNORED,
          "%s counts as not set; the default %s applies"
              .formatted(entry.value(), option.defaultValue(subject.version)),
          "remove it");
    }
  }

  private static boolean zeroHides(Option option, Subject subject) {
    boolean honoured = option.key().equals("default-stop-timeout");
    return !honoured && !Subject.unset(option.defaultValue(subject.version));
  }

  /** What to do about a value of a wrong type; empty if the type is right. */
  private static Optional<String> wrong(ConfigValue value, Option.Type type) {
    Predicate<ConfigValue> right =
        switch (type) {
          case BOOL -> BOOL;
          case INT -> INTEGER;
          case TEXT, IP, CIDR, SIZE -> TEXT;
          case TEXTS, IPS -> TEXTS;
          case POOLS -> v -> items(v, TypeRules::pool);
          case TEXT_MAP -> v -> table(v, TEXT);
          case BOOL_MAP -> v -> table(v, BOOL);
          case ULIMITS -> v -> table(v, TypeRules::ulimit);
          case RUNTIMES -> v -> table(v, TypeRules::runtime);
          case NETWORK_OPTS -> v -> table(v, inner -> table(inner, TEXT));
          case PROXIES -> v -> table(v, inner -> !(inner instanceof ConfigValue.Table));
          case OBJECT -> v -> v instanceof ConfigValue.Table;
        };
    return right.test(value) ? Optional.empty() : Optional.of(advice(value, type));
  }

  private static String advice(ConfigValue value, Option.Type type) {
    if (type == Option.Type.TEXT_MAP || type == Option.Type.NETWORK_OPTS) {
      return "write every value in double quotes, as \"3\"";
    }
    if (type == Option.Type.ULIMITS) {
      return "write {\"nofile\": {\"Name\": \"nofile\", \"Hard\": 64000, \"Soft\": 64000}}";
    }
    if (type == Option.Type.POOLS) {
      return "write [{\"base\": \"10.0.0.0/8\", \"size\": 24}]";
    }
    if (type.list() && value instanceof ConfigValue.Text) {
      return "put it in brackets";
    }
    if (value instanceof ConfigValue.Text
        && (type == Option.Type.BOOL || type == Option.Type.INT)) {
      return "remove the quotes";
    }
    return type.text() && value instanceof ConfigValue.Num
        ? "put it in double quotes"
        : "write " + wanted(type);
  }

  private static boolean texts(ConfigValue value) {
    return items(value, TEXT);
  }

  private static boolean integer(ConfigValue value) {
    return value instanceof ConfigValue.Num n && n.spelling().matches("-?\\d{1,18}");
  }

  private static boolean items(ConfigValue value, Predicate<ConfigValue> each) {
    return value instanceof ConfigValue.Items items
        && items.values().stream().allMatch(orNull(each));
  }

  private static boolean table(ConfigValue value, Predicate<ConfigValue> each) {
    return value instanceof ConfigValue.Table table
        && table.entries().values().stream().allMatch(orNull(each));
  }

  private static Predicate<ConfigValue> orNull(Predicate<ConfigValue> test) {
    return v -> v instanceof ConfigValue.Null || test.test(v);
  }

  private static boolean pool(ConfigValue value) {
    return fields(value, Map.of("base", TEXT, "size", INTEGER));
  }

  private static boolean ulimit(ConfigValue value) {
    return fields(value, Map.of("name", TEXT, "hard", INTEGER, "soft", INTEGER));
  }

  private static boolean runtime(ConfigValue value) {
    return fields(
        value,
        Map.of(
            "path", TEXT,
            "runtimeargs", TEXTS,
            "runtimetype", TEXT,
            "options", v -> v instanceof ConfigValue.Table));
  }

  /** Fields of a Go structure: names in any case, others ignored. */
  private static boolean fields(ConfigValue value, Map<String, Predicate<ConfigValue>> fields) {
    return value instanceof ConfigValue.Table table
        && table.entries().entrySet().stream()
            .allMatch(
                e ->
                    orNull(fields.getOrDefault(e.getKey().toLowerCase(Locale.ROOT), v -> true))
                        .test(e.getValue()));
  }

  /** A field of a Go structure, its name in any case. */
  static ConfigValue field(ConfigValue value, String name) {
    ConfigValue found = new ConfigValue.Null();
    if (value instanceof ConfigValue.Table table) {
      for (Map.Entry<String, ConfigValue> entry : table.entries().entrySet()) {
        found = entry.getKey().equalsIgnoreCase(name) ? entry.getValue() : found;
      }
    }
    return found;
  }

  private static String kind(ConfigValue value) {
    if (value instanceof ConfigValue.Bool || value instanceof ConfigValue.Num) {
      return value.toString();
    }
    if (value instanceof ConfigValue.Text) {
      return "a string";
    }
    return value instanceof ConfigValue.Items ? "a list" : "an object";
  }

  private static String wanted(Option.Type type) {
    return switch (type) {
      case BOOL -> "true or false";
      case INT -> "a whole number";
      case TEXT, IP, CIDR, SIZE -> "a string";
      case TEXTS, IPS -> "a list of strings";
      case POOLS -> "a list of pools";
      case TEXT_MAP, NETWORK_OPTS -> "an object of strings";
      case BOOL_MAP -> "an object of booleans";
      case ULIMITS, RUNTIMES, PROXIES, OBJECT -> "an object";
    };
  }

  static List<String> keys(ConfigValue value) {
    return value instanceof ConfigValue.Table t ? List.copyOf(t.entries().keySet()) : List.of();
  }
}
