package io.bulkhead.remediate.merge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Carries a change over to a text that others edited meanwhile.
 *
 * <p>The law: what the change leaves alone stays as it is now; what it changes goes to {@code to}
 * if it is now as in {@code from} or as in {@code to} already, and clashes otherwise.
 */
public interface ThreeWay {
  /**
   * @param from the text that the change starts at: what we had written
   * @param to the text that it leads to: what was there before
   * @param now the text as it is
   */
  default Merged merge(byte[] from, byte[] to, byte[] now) {
    if (Arrays.equals(from, now)) {
      return new Merged(to, List.of());
    }
    return Arrays.equals(from, to) || Arrays.equals(to, now)
        ? new Merged(now, List.of())
        : edited(from, to, now);
  }

  /** The same for three texts of which no two are equal. */
  Merged edited(byte[] from, byte[] to, byte[] now);

  /** The way that suits the file at a path: by key where its kind is known, else by lines. */
  static ThreeWay of(String path) {
    return keyed(path) ? new KeyLines() : lines();
  }

  /** By lines, whatever they say. */
  static ThreeWay lines() {
    return new Lines();
  }

  /** True if a text has no key, no remark and no other line: nothing that somebody would miss. */
  static boolean saysNothing(byte[] text) {
    String bare = new String(text, StandardCharsets.UTF_8).replaceAll("\\s", "");
    return bare.isEmpty() || bare.equals("{}") || bare.matches("(\\[[A-Za-z-]*])+");
  }

  /** Files of {@code key = value} lines, with or without sections. */
  private static boolean keyed(String path) {
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    return path.equals("/etc/sysctl.conf")
        || Set.of("/etc/default/", "/etc/conf.d/", "/etc/sysconfig/").contains(directory)
        || directory.endsWith("/sysctl.d/")
        || directory.contains("/systemd/");
  }
}
