package io.bulkhead.audit.secrets;

import java.util.regex.Pattern;

/** What a terminal does not show, and what therefore must not hide a name from being recognised. */
final class Invisible {
  /** Escape sequences of ECMA-48, then other controls but blanks, then formatting characters. */
  private static final Pattern ALL =
      Pattern.compile(
          "(?:\u001b\\[|\u009b)[0-?]*+[ -/]*+[@-~]|\u001b\\][^\u0007\u001b]{0,256}+(\u0007|\u001b\\\\)?"
              + "|\u001b[ -/]*+[0-~]|[\\p{Cc}&&[^\\t\\n\\r]]|\\p{Cf}");

  private Invisible() {}

  static String without(String text) {
    return plain(text) ? text : ALL.matcher(text).replaceAll("");
  }

  /** Nearly every text is, and is not gone through with a pattern. */
  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || (c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
        return false;
      }
    }
    return true;
  }
}
