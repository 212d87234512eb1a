package io.bulkhead.audit.secrets;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of variables, options and keys that say that their value is a secret. */
final class SecretNames {
  /** Words that say it wherever they stand, and two that say it only at the end. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(^|.*_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY"
              + "|SECRET_?KEY|ENCRYPTION_?KEY|SIGNING_?KEY|CREDENTIALS?)(_.*)?|(^|.*_)(PASS|PWD)");

  /** What such a name may end in when the value is about the secret, and not the secret. */
  private static final Pattern ABOUT =
      Pattern.compile(
          ".*_(LEN|LENGTH|TTL|EXPIRY|EXPIRES|EXPIRATION|EXPIRE|TIMEOUT|POLICY|ENABLED|DISABLED|TYPE"
              + "|ALGORITHM|ALG|HEADER|NAME|USER|USERNAME|HOST|URL|URI|ENDPOINT|ID|MIN|MAX|ROUNDS"
              + "|PATH|DIR|AGE|RESET|REQUIRED|STORE|PROVIDER|ISSUER|AUDIENCE|COUNT|LIMIT|FORMAT"
              + "|SECONDS|MINUTES|HOURS|DAYS)");

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
        && SECRET.matcher(words).matches()
        && !ABOUT.matcher(words).matches();
  }

  /** A path to a file, a reference to another variable and a switch are no secrets. */
  static boolean literal(String name, String value) {
    String plain = value.strip();
    return !HARMLESS.contains(plain.toLowerCase(Locale.ROOT))
        && !plain.startsWith("/")
        && !plain.startsWith("$")
        && !plain.startsWith(Redaction.MARK)
        && !name.toUpperCase(Locale.ROOT).endsWith("_FILE");
  }
}
