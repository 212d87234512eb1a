package io.bulkhead.cli.terminal;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the user said about colour: {@code --color}. */
public enum ColourChoice {
  AUTO,
  ALWAYS,
  NEVER;

  /**
   * Whether a stream is coloured.
   *
   * @param environment value of a variable, null if unset
   * @param terminal asked only if nothing else decides
   */
  public boolean coloured(UnaryOperator<@Nullable String> environment, BooleanSupplier terminal) {
    if (this != AUTO) {
      return this == ALWAYS;
    }
    if (set(environment.apply("NO_COLOR"))) {
      return false;
    }
    String force = environment.apply("CLICOLOR_FORCE");
    if (set(force) && !"0".equals(force)) {
      return true;
    }
    return !"dumb".equals(environment.apply("TERM")) && terminal.getAsBoolean();
  }

  private static boolean set(@Nullable String value) {
    return value != null && !value.isEmpty();
  }
}
