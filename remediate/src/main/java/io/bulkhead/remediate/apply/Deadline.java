package io.bulkhead.remediate.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.journal.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * When a set goes back unless it is confirmed.
 *
 * @param wall on the wall clock, RFC 3339 UTC: for people only, since that clock can be set
 * @param uptime time since boot, which counts
 */
record Deadline(String wall, Duration uptime) {
  private static final String WALL = "deadline";
  private static final String UPTIME = "deadline_uptime_ms";

  /** So much time from now. */
  static Deadline in(Duration within, Clock clock, Guard guard) {
    return new Deadline(
        clock.instant().plus(within).truncatedTo(ChronoUnit.SECONDS).toString(),
        guard.uptime().plus(within));
  }

  static Deadline of(Entry entry) {
    return new Deadline(entry.text(WALL), Duration.ofMillis(entry.data().path(UPTIME).asLong(0)));
  }

  ObjectNode into(ObjectNode fields) {
    return fields.put(WALL, wall).put(UPTIME, uptime.toMillis());
  }
}
