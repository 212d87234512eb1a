package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Who built the engine, as far as its version and its system tell. */
final class Packager {
  /** Docker's own releases are plain numbers; distributions add their marks. */
  private static final Pattern PLAIN = Pattern.compile("[0-9.]+");

  /**
   * Systems whose own engine package would carry a mark, or that have none: a plain number there is
   * a release of Docker's own.
   */
  private static final List<String> PLAIN_MEANS_UPSTREAM =
      List.of("debian", "raspbian", "red hat", "centos", "rocky", "almalinux", "docker desktop");

  private Packager() {}

  /** True unless it is clear that the engine is Docker's own build, to which its dates apply. */
  static boolean backports(HostSnapshot host, String version) {
    if (!PLAIN.matcher(version).matches()) {
      return true;
    }
    String system =
        host.engine()
            .info()
            .seen()
            .map(Engine.Info::operatingSystem)
            .or(() -> host.os().seen().map(os -> os.prettyName()))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return PLAIN_MEANS_UPSTREAM.stream().noneMatch(system::startsWith);
  }
}
