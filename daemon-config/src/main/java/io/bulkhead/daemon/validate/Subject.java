package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.daemon.flags.CommandLine;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.daemon.options.Option;
import io.bulkhead.daemon.options.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A configuration under examination, and what was found so far. */
final class Subject {
  /** The next start fails. */
  static final String STOPS = "stops";

  /** Accepted, and nothing happens. */
  static final String IGNORED = "ignored";

  /** Works otherwise than it looks, or breaks containers. */
  static final String DOUBTFUL = "doubtful";

  final JsonDocument document;
  final EngineVersion version;
  final CommandLine flags;
  final Optional<HostFiles> host;
  private final String path;
  private final List<Daemon.Problem> problems = new ArrayList<>();

  Subject(
      JsonDocument document,
      String path,
      EngineVersion version,
      CommandLine flags,
      Optional<HostFiles> host) {
    this.document = document;
    this.path = path;
    this.version = version;
    this.flags = flags;
    this.host = host;
  }

  List<Daemon.Problem> problems() {
    return problems;
  }

  boolean before(int major, int minor) {
    return !version.atLeast(major, minor);
  }

  void stops(String key, String says, String todo) {
    add(key, STOPS, says, todo);
  }

  void ignored(String key, String says, String todo) {
    add(key, IGNORED, says, todo);
  }

  void doubtful(String key, String says, String todo) {
    add(key, DOUBTFUL, says, todo);
  }

  private void add(String key, String severity, String says, String todo) {
    List<String> top = List.of(key);
    int line = document.line(top);
    String where =
        line > 0
            ? path + ":" + line + ":" + document.column(top)
            : flags.spelled().getOrDefault(key, path);
    problems.add(new Daemon.Problem(where, key, severity, says, todo));
  }

  void at(JsonDocument.Entry entry, String severity, String says, String todo) {
    String where = path + ":" + entry.line() + ":" + entry.column();
    problems.add(new Daemon.Problem(where, entry.key(), severity, says, todo));
  }

  void atFlag(String flag, String key, String severity, String says, String todo) {
    problems.add(new Daemon.Problem(flag, key, severity, says, todo));
  }

  /** The value in the file, if it counts there. */
  Optional<ConfigValue> inFile(String key) {
    return document.get(List.of(key)).filter(v -> !unset(v));
  }

  /** Zero values mean nothing at start; of booleans an explicit false counts. */
  static boolean unset(ConfigValue value) {
    return value instanceof ConfigValue.Null
        || value.equals(ConfigValue.of(""))
        || (value instanceof ConfigValue.Num n && n.spelling().matches("-?0+"))
        || (value instanceof ConfigValue.Items i && i.values().isEmpty())
        || (value instanceof ConfigValue.Table t && t.entries().isEmpty());
  }

  /** True if file or command line give the key a value. */
  boolean given(String key) {
    return flags.value(key).isPresent() || inFile(key).isPresent();
  }

  /** Flag, file, default. */
  ConfigValue effective(String key) {
    return flags
        .value(key)
        .or(() -> inFile(key))
        .orElseGet(
            () ->
                Options.key(key)
                    .filter(o -> o.known(version))
                    .map(o -> o.defaultValue(version))
                    .orElse(new ConfigValue.Null()));
  }

  boolean on(String key) {
    boolean nullFalse =
        flags.value(key).isEmpty()
            && document.get(List.of(key)).filter(v -> v instanceof ConfigValue.Null).isPresent();
    return !nullFalse && effective(key).isTrue();
  }

  String text(String key) {
    ConfigValue value = effective(key);
    return value instanceof ConfigValue.Text t ? t.value() : "";
  }

  /** The texts of a list; nothing if it is no list. */
  List<String> texts(String key) {
    ConfigValue value = effective(key);
    return value instanceof ConfigValue.Items items ? items.texts() : List.of();
  }

  Optional<Option> option(String key) {
    return Options.key(key).filter(o -> o.known(version));
  }
}
