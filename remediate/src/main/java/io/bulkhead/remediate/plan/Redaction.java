package io.bulkhead.remediate.plan;

import java.util.regex.Pattern;

/** Hides what nobody should read over a shoulder: credentials in addresses, tokens, passwords. */
public final class Redaction {
  private static final String HIDDEN = "<redacted>";
  private static final Pattern IN_ADDRESS = Pattern.compile("(?<=://)[^/\\s\"'@]+@");
  private static final Pattern SECRET_MEMBER =
      Pattern.compile(
          "(?i)(\"[^\"]*(?:token|secret|passw|credential|api-?key|access-?key)[^\"]*\"\\s*:\\s*\")"
              + "((?:[^\"\\\\]|\\\\.)*)(\"?)");
  private static final Pattern SECRET_WORD =
      Pattern.compile("(?i)((?:token|secret|password|passwd)[=:])\\S+");

  private Redaction() {}

  /** The line with secrets hidden; the same line if there are none. */
  public static String of(String line) {
    String hidden = IN_ADDRESS.matcher(line).replaceAll(HIDDEN + "@");
    hidden = SECRET_MEMBER.matcher(hidden).replaceAll("$1" + HIDDEN + "$3");
    return SECRET_WORD.matcher(hidden).replaceAll("$1" + HIDDEN);
  }
}
