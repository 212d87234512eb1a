package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.snapshot.Advisories.Hole;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an upstream version has a hole. */
enum Affected {
  YES,
  NO,
  /** Its line may have got the fix, which was not published. */
  PERHAPS;

  private static final Pattern NUMBER = Pattern.compile("v?(\\d+(?:\\.\\d+)+(?:-rc\\.?\\d+)?)(.*)");

  /** The upstream version a build is of; empty if there is none in the text. */
  static String upstream(String version) {
    Matcher matcher = NUMBER.matcher(version);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** True if more than an upstream number stands in a version: somebody's own build. */
  static boolean marked(String version) {
    Matcher matcher = NUMBER.matcher(version);
    return !matcher.matches() || !matcher.group(2).isEmpty();
  }

  static Affected by(Hole hole, String upstream) {
    if (!hole.since().isEmpty() && before(upstream, hole.since())) {
      return NO;
    }
    boolean beyond = hole.fixed().stream().noneMatch(fix -> before(upstream, fix));
    boolean inLine =
        hole.fixed().stream()
            .anyMatch(fix -> line(fix).equals(line(upstream)) && !before(upstream, fix));
    if (beyond || inLine) {
      return NO;
    }
    boolean unclear =
        hole.perhaps().stream()
            .anyMatch(from -> line(from).equals(line(upstream)) && !before(upstream, from));
    return unclear ? PERHAPS : YES;
  }

  private static boolean before(String version, String other) {
    return VersionOrder.INSTANCE.compare(dotless(version), dotless(other)) < 0;
  }

  /** {@code -rc.3} and {@code -rc3} are the same. */
  private static String dotless(String version) {
    return version.replace("-rc.", "-rc");
  }

  /** The first two numbers. */
  private static String line(String version) {
    String[] numbers = version.split("[.-]", 3);
    return numbers.length < 2 ? version : numbers[0] + "." + numbers[1];
  }
}
