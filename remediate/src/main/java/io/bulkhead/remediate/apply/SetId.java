package io.bulkhead.remediate.apply;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Names change sets: UTC date, time, four hex digits that no other set ends in. */
final class SetId {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int TAILS = 1 << 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SetId() {}

  static String fresh(Clock clock, Set<String> known) {
    String time = TIME.format(clock.instant());
    String id;
    int tries = 0;
    do {
      id = time + "-" + String.format(Locale.ROOT, "%04x", RANDOM.nextInt(TAILS));
    } while (taken(id, known) && tries++ < TAILS);
    return id;
  }

  private static boolean taken(String id, Set<String> known) {
    String tail = id.substring(id.length() - 5);
    return known.stream().anyMatch(other -> other.endsWith(tail));
  }
}
