package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/** How long ago something was, seen from the moment of the snapshot. */
public final class Age {
  /** Before the first container image: the date was set, not taken. */
  private static final Instant FIRST = Instant.parse("2013-03-01T00:00:00Z");

  private Age() {}

  /** Whole days since an RFC 3339 time; empty if it is none, or no real one. */
  public static Optional<Long> days(HostSnapshot host, String time) {
    return daysUntil(host.vantage().takenAt()).apply(time);
  }

  /** The same for many times: whole days from each until a moment, which is read once. */
  public static Function<String, Optional<Long>> daysUntil(String moment) {
    Optional<Instant> now = instant(moment);
    return time ->
        instant(time)
            .filter(t -> t.isAfter(FIRST))
            .flatMap(t -> now.map(n -> Duration.between(t, n).toDays()));
  }

  /** An RFC 3339 time as milliseconds since 1970-01-01 UTC. */
  public static Optional<Long> millis(String time) {
    return instant(time).map(Instant::toEpochMilli);
  }

  private static Optional<Instant> instant(String time) {
    try {
      return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
