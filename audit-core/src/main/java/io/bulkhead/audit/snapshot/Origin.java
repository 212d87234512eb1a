package io.bulkhead.audit.snapshot;

/**
 * Where a value was read.
 *
 * @param source a path with line or field, an API request with field, a flag, or a default; as a
 *     person would look it up: {@code /etc/docker/daemon.json:3}, {@code GET /info
 *     LiveRestoreEnabled}, {@code --icc in /proc/812/cmdline}
 * @param strength how much it is worth
 */
public record Origin(String source, Strength strength) {
  public static Origin observed(String source) {
    return new Origin(source, Strength.OBSERVED);
  }

  public static Origin derived(String source) {
    return new Origin(source, Strength.DERIVED);
  }

  public static Origin claimed(String source) {
    return new Origin(source, Strength.CLAIMED);
  }

  public static Origin assumed(String source) {
    return new Origin(source, Strength.ASSUMED);
  }
}
