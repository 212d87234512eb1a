package io.bulkhead.daemon.options;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of an engine, as far as it matters here; distributions append their own marks. */
public record EngineVersion(int major, int minor, int patch) implements Comparable<EngineVersion> {
  private static final Pattern NUMBERS =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

  /** Reads {@code 20.10.24+dfsg1}, {@code 26.1}; empty for {@code dev} and the like. */
  public static Optional<EngineVersion> of(String text) {
    Matcher matcher = NUMBERS.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String patch = matcher.group(3);
    return Optional.of(
        new EngineVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            patch == null ? 0 : Integer.parseInt(patch)));
  }

  public boolean atLeast(int wantedMajor, int wantedMinor) {
    return compareTo(new EngineVersion(wantedMajor, wantedMinor, 0)) >= 0;
  }

  @Override
  public int compareTo(EngineVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  /** The release line: {@code 26.1}. */
  public String line() {
    return major + "." + (minor < 10 && major < 23 ? "0" : "") + minor;
  }

  @Override
  public String toString() {
    return line() + "." + patch;
  }
}
