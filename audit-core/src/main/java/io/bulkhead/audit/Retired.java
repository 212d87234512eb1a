package io.bulkhead.audit;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Ids of checks that are no more, because others judge the same; ids are never used again. */
public final class Retired {
  private static final Map<String, String> SUCCESSORS =
      Map.of("HST-062", "HST-040 to HST-055", "HST-067", "FIL-021", "KRN-030", "HST-057");

  private Retired() {}

  /** All of them with what took their place. */
  public static Map<String, String> all() {
    return SUCCESSORS;
  }

  /** A sentence for somebody who names one; empty if it is none. */
  public static Optional<String> says(String id) {
    return Optional.ofNullable(SUCCESSORS.get(id.toUpperCase(Locale.ROOT)))
        .map(
            successor ->
                id.toUpperCase(Locale.ROOT)
                    + " is retired: "
                    + successor
                    + " judge"
                    + (successor.contains(" ") ? "" : "s")
                    + " the same; name that instead");
  }
}
