package io.bulkhead.remediate.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The clock that counts from the boot, suspended time included (proc_uptime(5)). */
final class Uptime {
  private Uptime() {}

  static Duration now() {
    try {
      return parse(Files.readString(Path.of("/proc/uptime")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /proc/uptime", e);
    }
  }

  /** Takes {@code 350735.47 234388.90}: seconds since boot, then idle time. */
  static Duration parse(String text) {
    String seconds = text.substring(0, text.indexOf(' '));
    return Duration.ofMillis(new java.math.BigDecimal(seconds).movePointRight(3).longValueExact());
  }
}
