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
    private final List<String> words;
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();
    private final Map<String, String> spelled = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private final List<String> unclear = new ArrayList<>();
    private int at = 1;

    Reader(List<String> words) {
      this.words = words;
    }

    CommandLine read() {
      while (at < words.size()) {
        String word = words.get(at++);
        if (word.equals("--")) {
          break;
        }
        if (word.startsWith("--")) {
          longFlag(word);
        } else if (word.startsWith("-") && word.length() > 1) {
          shortFlags(word);
        } else if (!(at == 2 && word.equals("daemon"))) {
          unclear.add(word);
        }
      }
      return new CommandLine(values, spelled, others, unclear);
    }

    private void longFlag(String word) {
      int equals = word.indexOf('=');
      String name = word.substring(2, equals < 0 ? word.length() : equals);
      Optional<Flag> flag = Flag.named(name);
      if (flag.isEmpty()) {
        unclear.add(word);
        if (equals < 0) {
          skipValue();
        }
      } else if (equals >= 0) {
        take(flag.get(), word.substring(equals + 1), "--" + name);
      } else {
        take(flag.get(), flag.get().bool() ? "true" : next(), "--" + name);
      }
    }

    /** {@code -DH fd://}, {@code -Hfd://}, {@code -H=fd://}. */
    private void shortFlags(String word) {
      for (int i = 1; i < word.length(); i++) {
        Optional<Flag> flag = Flag.lettered(word.charAt(i));
        if (flag.isEmpty()) {
          unclear.add(word);
          skipValue();
          return;
        }
        String rest = word.substring(i + 1);
        String name = "-" + word.charAt(i);
        if (rest.startsWith("=")) {
          take(flag.get(), rest.substring(1), name);
          return;
        }
        if (!flag.get().bool()) {
          take(flag.get(), rest.isEmpty() ? next() : rest, name);
          return;
        }
        take(flag.get(), "true", name);
      }
    }

    private String next() {
      return at < words.size() ? words.get(at++) : "";
    }

    /** dockerd takes no arguments, so a bare word belongs to the flag before it. */
    private void skipValue() {
      if (at < words.size() && !words.get(at).startsWith("-")) {
        at++;
      }
    }

    private void take(Flag flag, String value, String name) {
      if (flag.key().isEmpty()) {
        others.put(flag.name(), value);
        return;
      }
      Optional<ConfigValue> read = flag.read(value);
      if (read.isEmpty()) {
        unclear.add(name + " " + value);
        return;
      }
      spelled.putIfAbsent(flag.key(), name);
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
