package io.bulkhead.audit;

import java.util.regex.Pattern;

/**
 * Stable name of a check, for example {@code DMN-007}: group and number, never reused.
 *
 * <p>Groups: HST host, DMN daemon, FIL files, IMG images, CTR containers, NET networks, SWM swarm,
 * RTL rootless, KRN kernel, CLI client.
 */
public record CheckId(String value) implements Comparable<CheckId> {
  private static final Pattern FORM =
      Pattern.compile("(HST|DMN|FIL|IMG|CTR|NET|VOL|SWM|RTL|KRN|CLI)-\\d{3}");

  public CheckId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a check id: '" + value + "'");
    }
  }

  /** The group letters, for example {@code DMN}. */
  public String group() {
    return value.substring(0, 3);
  }

  @Override
  public int compareTo(CheckId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
