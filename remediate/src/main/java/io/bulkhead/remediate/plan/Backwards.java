package io.bulkhead.remediate.plan;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The values of a change read the other way. */
final class Backwards {
  private static final Pattern NAMED = Pattern.compile("(\\S+) (\\S+) → (\\S+)");

  private Backwards() {}

  /** {@code true → false} backwards; {@code + max-size=10m} becomes a minus. */
  static String values(String values) {
    return Arrays.stream(values.split(", ")).map(Backwards::one).collect(Collectors.joining(", "));
  }

  private static String one(String value) {
    if (value.startsWith("+ ")) {
      return "- " + value.substring(2);
    }
    if (value.startsWith("- ")) {
      return "+ " + value.substring(2);
    }
    Matcher named = NAMED.matcher(value);
    if (named.matches()) {
      return named.group(1) + " " + named.group(3) + " → " + named.group(2);
    }
    int arrow = value.indexOf(" → ");
    return arrow < 0
        ? value + ", backwards"
        : value.substring(arrow + 3) + " → " + value.substring(0, arrow);
  }
}
