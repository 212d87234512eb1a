package io.bulkhead.daemon.options;

import java.util.Optional;

/** The version of an engine, as far as it matters here; distributions append their own marks. */
public record EngineVersion(int major, int minor, int patch) implements Comparable<EngineVersion> {
  /** Reads {@code 20.10.24+dfsg1}, {@code 26.1}; empty for {@code dev} and the like. */
  public static Optional<EngineVersion> of(String text) {
    int[] parts = new int[3];
    int part = 0;
    int digits = 0;
    for (int i = text.startsWith("v") ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && digits < 4) {
        parts[part] = parts[part] * 10 + c - '0';
        digits++;
      } else if (c == '.' && digits > 0 && part < 2) {
        part++;
        digits = 0;
      } else {
        break;
      }
    }
    boolean enough = part > 1 || (part == 1 && digits > 0);
    return enough ? Optional.of(new EngineVersion(parts[0], parts[1], parts[2])) : Optional.empty();
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
