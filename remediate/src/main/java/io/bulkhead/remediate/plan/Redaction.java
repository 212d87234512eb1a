package io.bulkhead.remediate.plan;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
      Pattern.compile(
          "(?i)([\\w.-]*(?:token|secret|passw(?:or)?d|credential|api_?key|access_?key)[\\w.-]*[=:])"
              + "\\S+");

  /** A line of a key in PEM, after the sign that a diff puts before it. */
  private static final Pattern KEY_LINE = Pattern.compile("^([ +-]?)[A-Za-z0-9+/=]{16,}\\s*$");

  private static final String PRIVATE_KEY = "PRIVATE KEY-----";

  private Redaction() {}

  /** The lines of a diff with secrets hidden, private keys among them, whichever part is shown. */
  static List<String> diff(List<String> lines, byte[] before, byte[] after) {
    boolean key = holdsKey(before) || holdsKey(after);
    return lines.stream()
        .map(line -> key ? KEY_LINE.matcher(line).replaceAll("$1" + HIDDEN) : line)
        .map(Redaction::of)
        .toList();
  }

  private static boolean holdsKey(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1).contains(PRIVATE_KEY);
  }

  /** The line with secrets hidden; the same line if there are none. */
  public static String of(String line) {
    String hidden = IN_ADDRESS.matcher(line).replaceAll(HIDDEN + "@");
    hidden = SECRET_MEMBER.matcher(hidden).replaceAll("$1" + HIDDEN + "$3");
    return SECRET_WORD.matcher(hidden).replaceAll("$1" + HIDDEN);
  }
}
