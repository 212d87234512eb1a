package io.bulkhead.kernel.layers;

import java.util.Optional;
import java.util.regex.Pattern;

/** Files that programs keep credentials in: known by name, confirmed by what stands in them. */
final class CredentialFile {
  private static final Pattern KEY_NAME =
      Pattern.compile(
          ".*/(id_(rsa|dsa|ecdsa|ed25519)|[^/]*\\.(pem|key|ppk)|ssh_host_[a-z0-9]+_key)");

  /** Examples that come with libraries are nobody's credentials. */
  private static final Pattern EXAMPLE =
      Pattern.compile(".*/(tests?|testdata|testing|examples?|fixtures|doc|docs|man)/.*");

  private static final Pattern NETRC = Pattern.compile("(?s).*\\bpassword\\s+\\S.*");
  private static final Pattern GIT = Pattern.compile("(?s).*https?://[^/\\s:]+:[^/\\s@]+@.*");

  private CredentialFile() {}

  /** True if a file of this name is worth reading. */
  static boolean suspected(String path) {
    return !EXAMPLE.matcher(path).matches()
        && (KEY_NAME.matcher(path).matches() || !kind(path).isEmpty());
  }

  private static String kind(String path) {
    for (String end :
        new String[] {
          "/.aws/credentials",
          "/.npmrc",
          "/.netrc",
          "/.docker/config.json",
          "/.git-credentials",
          "/.pgpass",
          "/.m2/settings.xml",
          "/.kube/config",
          "/.pypirc"
        }) {
      if (path.endsWith(end)) {
        return end;
      }
    }
    return "";
  }

  /** What makes it a credential; empty if it is none after all. */
  static Optional<String> sign(String path, String text) {
    if (KEY_NAME.matcher(path).matches()) {
      return text.contains("PRIVATE KEY-----") || text.startsWith("PuTTY-User-Key-File")
          ? Optional.of("a private key")
          : Optional.empty();
    }
    boolean holds =
        switch (kind(path)) {
          case "/.aws/credentials" -> text.contains("aws_secret_access_key");
          case "/.npmrc" -> text.contains("_authToken") || text.contains("_password");
          case "/.netrc" -> NETRC.matcher(text).matches();
          case "/.docker/config.json" ->
              text.contains("\"auth\"") || text.contains("\"identitytoken\"");
          case "/.git-credentials" -> GIT.matcher(text).matches();
          case "/.m2/settings.xml" -> text.contains("<password>");
          case "/.kube/config" ->
              text.contains("client-key-data")
                  || text.contains("token:")
                  || text.contains("password:");
          case "/.pypirc" -> text.contains("password");
          default -> !text.isBlank();
        };
    return holds ? Optional.of("credentials of " + program(kind(path))) : Optional.empty();
  }

  private static String program(String kind) {
    return switch (kind) {
      case "/.aws/credentials" -> "AWS";
      case "/.npmrc" -> "npm";
      case "/.docker/config.json" -> "a registry";
      case "/.git-credentials" -> "git";
      case "/.pgpass" -> "PostgreSQL";
      case "/.m2/settings.xml" -> "Maven";
      case "/.kube/config" -> "Kubernetes";
      case "/.pypirc" -> "PyPI";
      default -> "a network login";
    };
  }
}
