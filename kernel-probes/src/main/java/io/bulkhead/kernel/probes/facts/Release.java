package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The running kernel's release.
 *
 * @param text as uname(2) says it; empty if it could not be seen
 * @param suffix what follows the numbers, for example {@code -37-amd64}
 */
public record Release(String text, int major, int minor, int patch, String suffix) {
  /** A missing patch level counts as 0: {@code 7.0-rc1} and {@code 6.18+} are legal. */
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,9}))?(.*)");

  public static Release of(Look look) {
    return look.background(Release.class, Release::read);
  }

  private static Release read(Look look) {
    Got<String> file = look.word("/proc/sys/kernel/osrelease");
    return parse(file.or(look.sources().uname()));
  }

  public static Release parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return new Release(text, 0, 0, 0, "");
    }
    int patch = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
    return new Release(
        text, Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), patch, m.group(4));
  }

  public boolean known() {
    return major > 0;
  }

  /** True if it is known to be this version or a later one. */
  public boolean atLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }

  /** True if it is known to be older. */
  public boolean before(int wantedMajor, int wantedMinor) {
    return known() && !atLeast(wantedMajor, wantedMinor);
  }

  /** The kernel.org line, for example {@code 6.12}. */
  public String line() {
    return major + "." + minor;
  }
}
