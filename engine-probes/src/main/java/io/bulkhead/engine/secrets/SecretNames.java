package io.bulkhead.engine.secrets;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of variables, options and keys that say that their value is a secret. */
final class SecretNames {
  private static final Pattern SECRET =
      Pattern.compile(
          "(^|.*_)(PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY"
              + "|SECRET_?KEY|ENCRYPTION_?KEY|SIGNING_?KEY|CREDENTIALS?)(_[0-9]+|_DEFAULT)?");

  /** What such a name may go on with when the value is still the secret itself. */
  private static final Pattern MORE =
      Pattern.compile("(^|.*_)(PASSWORD|PASSWD|SECRET|TOKEN)_(KEY|HASH|VALUE|BASE|SALT).*");

  private static final Set<String> HARMLESS =
      Set.of(
          "",
          "0",
          "1",
          "true",
          "false",
          "yes",
          "no",
          "on",
          "off",
          "none",
          "null",
          "required",
          "optional");

  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final int LONGEST = 256;

  private SecretNames() {}

  /** True if a value of this name is a secret that stands there literally. */
  static boolean tell(String name, String value) {
    return secret(name) && literal(name, value);
  }

  private static boolean secret(String name) {
    if (name.length() > LONGEST) {
      return false;
    }
    String words =
        CAMEL
            .matcher(name)
            .replaceAll("_")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .replaceAll("^_|_$", "")
            .toUpperCase(Locale.ROOT);
    return !words.equals("PWD")
        && !words.equals("OLDPWD")
        && (SECRET.matcher(words).matches() || MORE.matcher(words).matches());
  }

  /** A path to a file, a reference to another variable and a switch are no secrets. */
  private static boolean literal(String name, String value) {
    String plain = value.strip();
    return !HARMLESS.contains(plain.toLowerCase(Locale.ROOT))
        && !plain.startsWith("/")
        && !plain.startsWith("$")
        && !plain.startsWith("(redacted")
        && !name.toUpperCase(Locale.ROOT).endsWith("_FILE");
  }
}
