package io.bulkhead.audit.snapshot;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as the engine's log options write them: a number and k, m, g or t, each 1000 times more.
 */
public final class ByteSize {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9})(?:\\.\\d{1,9})? ?([kmgt]?)b?", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "kmgt";
  private static final int STEP = 1000;

  private ByteSize() {}

  /** Bytes, fractions cut off; empty if the text is no size, or none that bounds anything. */
  public static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long bytes = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    for (int i = 0; !unit.isEmpty() && i <= UNITS.indexOf(unit); i++) {
      bytes *= STEP;
    }
    return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
  }
}
