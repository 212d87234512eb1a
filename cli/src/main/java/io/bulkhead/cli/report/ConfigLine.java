package io.bulkhead.cli.report;

import io.bulkhead.audit.checks.facts.Pending;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.daemon.options.Options;
import java.util.Comparator;
import java.util.List;

/**
 * One key of the engine's configuration.
 *
 * @param setting what runs and what the next start would use
 * @param byDefault the default of this engine version
 * @param given somebody set it, in the file, by a flag or by a variable
 * @param pending what runs is seen to differ from what the next start would use
 */
public record ConfigLine(
    Daemon.Setting setting, ConfigValue byDefault, boolean given, boolean pending) {

  /** Every key of the engine's version, by name. */
  public static List<ConfigLine> all(Daemon daemon) {
    EngineVersion version = EngineVersion.of(daemon.version()).orElse(Options.NEWEST);
    return daemon.settings().values().stream()
        .sorted(Comparator.comparing(Daemon.Setting::key))
        .map(setting -> of(setting, version))
        .toList();
  }

  private static ConfigLine of(Daemon.Setting setting, EngineVersion version) {
    ConfigValue byDefault =
        Options.key(setting.key())
            .map(option -> option.defaultValue(version))
            .orElse(new ConfigValue.Null());
    return new ConfigLine(setting, byDefault, given(setting), Pending.is(setting));
  }

  private static boolean given(Daemon.Setting setting) {
    return List.of(setting.running(), setting.nextStart()).stream().anyMatch(ConfigLine::written);
  }

  /** True for a value from a file, a flag or a variable; what the engine shows says nothing. */
  private static boolean written(Reading<ConfigValue> reading) {
    String source = reading.origin().source();
    return reading.seen().isPresent()
        && !source.startsWith("default of ")
        && !source.startsWith("GET ");
  }
}
