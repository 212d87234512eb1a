package io.bulkhead.audit.checks.containers;

import java.util.List;
import java.util.Optional;

/**
 * Entries of HostConfig.SecurityOpt: {@code name=value} or, in the older form, {@code name:value}.
 */
final class SecurityOptions {
  private SecurityOptions() {}

  /**
   * The value of the last entry of this name, as the engine takes it; empty text for a bare name.
   */
  static Optional<String> last(List<String> options, String name) {
    String value = null;
    for (String option : options) {
      if (option.equals(name)) {
        value = "";
      } else if (option.startsWith(name + "=") || option.startsWith(name + ":")) {
        value = option.substring(name.length() + 1);
      }
    }
    return Optional.ofNullable(value);
  }
}
