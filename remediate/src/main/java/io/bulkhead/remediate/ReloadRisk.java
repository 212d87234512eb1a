package io.bulkhead.remediate;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;

/** What a reload of this engine would take away beside what was asked for. */
public final class ReloadRisk {
  private static final String FLAG = "--authorization-plugin";
  private static final String KEY = "authorization-plugins";

  private ReloadRisk() {}

  /**
   * True if a reload drops authorization plugins: at every reload the engine takes their list from
   * the file alone, so those given by a flag go, as do those whose key was taken out of the file
   * since the start. It goes on listing them.
   */
  public static boolean dropsAuthorization(HostSnapshot host) {
    Daemon daemon = host.daemon();
    boolean byFlag =
        daemon.process().seen().stream()
            .flatMap(process -> process.argv().stream())
            .anyMatch(word -> word.startsWith(FLAG));
    List<String> listed =
        host.engine()
            .info()
            .seen()
            .map(Engine.Info::settings)
            .map(Engine.Shown::authorizationPlugins)
            .orElse(List.of());
    return byFlag || !inFile(daemon.setting(KEY).nextStart()).containsAll(listed);
  }

  private static List<String> inFile(Reading<ConfigValue> next) {
    return next.seen()
        .filter(value -> value instanceof ConfigValue.Items)
        .filter(value -> !next.origin().source().startsWith("-"))
        .map(ConfigValue::texts)
        .orElse(List.of());
  }
}
