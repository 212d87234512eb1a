package io.bulkhead.daemon.flags;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dockerd command line says, by daemon.json key.
 *
 * @param values the value of every key that is given, several flags of one list joined
 * @param spelled the flag as written, by key; the first one of several
 * @param others flags without a key: {@code config-file}, {@code validate}, …
 * @param unclear words that are no flag of any known engine, in order
 */
public record CommandLine(
    Map<String, ConfigValue> values,
    Map<String, String> spelled,
    Map<String, String> others,
    List<String> unclear) {

  /** A command line that says nothing. */
  public static final CommandLine NONE = new CommandLine(Map.of(), Map.of(), Map.of(), List.of());

  public CommandLine {
    values = Map.copyOf(values);
    spelled = Map.copyOf(spelled);
    others = Map.copyOf(others);
    unclear = List.copyOf(unclear);
  }

  /** Reads an argument vector, the program first, as pflag does. */
  public static CommandLine parse(List<String> argv) {
    return new Reader(argv).read();
  }

  public Optional<ConfigValue> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The file that {@code --config-file} names. */
  public Optional<String> configFile() {
    return Optional.ofNullable(others.get("config-file"));
  }

  private static final class Reader {
    private final FlagWalk walk;
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();
    private final Map<String, String> spelled = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private final List<String> unclear = new ArrayList<>();

    Reader(List<String> words) {
      walk = FlagWalk.over(words);
    }

    CommandLine read() {
      unclear.addAll(walk.unclear());
      walk.found().forEach(this::take);
      return new CommandLine(values, spelled, others, unclear);
    }

    private void take(FlagWalk.Found found) {
      Flag flag = found.flag();
      if (flag.key().isEmpty()) {
        others.put(flag.name(), found.value());
        return;
      }
      Optional<ConfigValue> read = flag.read(found.value());
      if (read.isEmpty()) {
        unclear.add(found.spelled() + " " + found.value());
        return;
      }
      spelled.putIfAbsent(flag.key(), found.spelled());
      values.merge(flag.key(), read.get(), Reader::joined);
    }

    private static ConfigValue joined(ConfigValue first, ConfigValue second) {
      if (first instanceof ConfigValue.Items a && second instanceof ConfigValue.Items b) {
        List<ConfigValue> both = new ArrayList<>(a.values());
        both.addAll(b.values());
        return new ConfigValue.Items(both);
      }
      if (first instanceof ConfigValue.Table a && second instanceof ConfigValue.Table b) {
        Map<String, ConfigValue> both = new LinkedHashMap<>(a.entries());
        b.entries().forEach((key, value) -> both.merge(key, value, Reader::joined));
        return new ConfigValue.Table(both);
      }
      return second;
    }
  }
}
