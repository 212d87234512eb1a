package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the engine, compared by its numbers; distributions append their own marks. */
public record EngineAge(String version) {
  private static final Pattern NUMBERS = Pattern.compile("v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?(.*)");
  private static final Comparator<String> AS_NUMBERS =
      Comparator.<String>comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** The version that answers, else the one its settings were computed for. */
  public static EngineAge of(HostSnapshot host) {
    return new EngineAge(
        host.engine()
            .version()
            .seen()
            .map(Engine.Version::version)
            .orElse(host.daemon().version()));
  }

  public boolean known() {
    return NUMBERS.matcher(version).matches();
  }

  /** True if it is known and not older than {@code wanted}, for example {@code 26.1.5}. */
  public boolean atLeast(String wanted) {
    return compare(wanted).filter(order -> order >= 0).isPresent();
  }

  /** True if it is known and older than {@code wanted}. */
  public boolean before(String wanted) {
    return compare(wanted).filter(order -> order < 0).isPresent();
  }

  /** True if somebody other than its makers built it, who may have corrected what they had not. */
  public boolean rebuilt() {
    Matcher numbers = NUMBERS.matcher(version);
    return numbers.matches() && !numbers.group(4).isEmpty();
  }

  private Optional<Integer> compare(String wanted) {
    Matcher mine = NUMBERS.matcher(version);
    Matcher theirs = NUMBERS.matcher(wanted);
    if (!mine.matches() || !theirs.matches()) {
      return Optional.empty();
    }
    for (int part : List.of(1, 2, 3)) {
      int order = AS_NUMBERS.compare(plain(mine.group(part)), plain(theirs.group(part)));
      if (order != 0) {
        return Optional.of(order);
      }
    }
    return Optional.of(0);
  }

  private static String plain(String digits) {
    String plain = digits == null ? "" : digits.replaceFirst("^0+(?=.)", "");
    return plain.isEmpty() ? "0" : plain;
  }
}
