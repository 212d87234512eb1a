package io.bulkhead.kernel.probes.facts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine's version; all zero if it is not known. */
public record EngineRelease(int major, int minor, int patch) {
  private static final Pattern FORM =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

  public static EngineRelease parse(String version) {
    Matcher m = FORM.matcher(version);
    if (!m.matches()) {
      return new EngineRelease(0, 0, 0);
    }
    int patch = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
    return new EngineRelease(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), patch);
  }

  public boolean known() {
    return major > 0;
  }

  public boolean atLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
    if (major != wantedMajor) {
      return major > wantedMajor;
    }
    return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
  }
}
