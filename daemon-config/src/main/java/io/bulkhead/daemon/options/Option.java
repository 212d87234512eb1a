package io.bulkhead.daemon.options;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A key of daemon.json and its flag.
 *
 * @param key as in daemon.json
 * @param flag long flag without hyphens; empty if there is none
 * @param shortFlag letter of the short flag; empty if there is none
 * @param defaults default, then {@code version=default} from a version on, by semicolons
 * @param since first engine version that knows it
 * @param removed first engine version that refuses it; empty if none does
 * @param ignoredSince first engine version that accepts it without effect; empty if none does
 * @param allowed the only values it may have; empty if there is no such list
 * @param means what an empty default stands for
 * @param advice what to do about a removed key
 */
public record Option(
    String key,
    String flag,
    String shortFlag,
    Type type,
    String defaults,
    String since,
    String removed,
    String ignoredSince,
    Reload reload,
    List<String> allowed,
    String means,
    String advice) {

  public Option {
    allowed = List.copyOf(allowed);
  }

  /** The JSON shape of a value. */
  public enum Type {
    BOOL,
    INT,
    TEXT,
    IP,
    CIDR,
    SIZE,
    TEXTS,
    IPS,
    POOLS,
    TEXT_MAP,
    BOOL_MAP,
    ULIMITS,
    RUNTIMES,
    NETWORK_OPTS,
    PROXIES,
    OBJECT;

    /** True for JSON arrays. */
    public boolean list() {
      return this == TEXTS || this == IPS || this == POOLS;
    }

    /** True for JSON objects. */
    public boolean table() {
      return !list() && !text() && this != BOOL && this != INT;
    }

    /** True for JSON strings. */
    public boolean text() {
      return this == TEXT || this == IP || this == CIDR || this == SIZE;
    }
  }

  /** What SIGHUP does with it. */
  public enum Reload {
    /** Read at start only. */
    NO,
    /** Taken over; a key that disappeared keeps its old value. */
    KEEPS,
    /** Taken over; a key that disappeared goes back to the default. */
    RESETS
  }

  /** True if SIGHUP takes a new value over. */
  public boolean reloadable() {
    return reload != Reload.NO;
  }

  /** True if an engine of this version has it, with or without effect. */
  public boolean known(EngineVersion version) {
    return reached(since, version) && !gone(version);
  }

  /** True if this version is too new for it. */
  public boolean gone(EngineVersion version) {
    return !removed.isEmpty() && reached(removed, version);
  }

  /** True if this version accepts it and does nothing with it. */
  public boolean ignored(EngineVersion version) {
    return !ignoredSince.isEmpty() && reached(ignoredSince, version);
  }

  private static boolean reached(String from, EngineVersion version) {
    return EngineVersion.of(from).map(v -> version.compareTo(v) >= 0).orElse(true);
  }

  /** The default of a version, in the JSON type of the key. */
  public ConfigValue defaultValue(EngineVersion version) {
    String[] parts = defaults.split(";", -1);
    String value = parts[0];
    for (int i = 1; i < parts.length; i++) {
      String[] from = parts[i].split("=", 2);
      if (reached(from[0], version)) {
        value = from[1];
      }
    }
    if (type == Type.BOOL) {
      return ConfigValue.of(value.equals("true"));
    }
    if (type == Type.INT) {
      return new ConfigValue.Num(value.isEmpty() ? "0" : value);
    }
    if (type.list()) {
      return ConfigValue.of(value.isEmpty() ? List.of() : Arrays.asList(value.split(",")));
    }
    return type.table() ? new ConfigValue.Table(Map.of()) : ConfigValue.of(value);
  }
}
