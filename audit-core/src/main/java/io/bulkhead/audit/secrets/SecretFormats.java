package io.bulkhead.audit.secrets;

import java.util.List;
import java.util.regex.Pattern;

/** Secrets that are known by their form, whatever name stands before them. */
enum SecretFormats {
  PRIVATE_KEY("a private key", "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(-----END[A-Z -]*)?"),
  AWS_KEY("an AWS access key", word("(AKIA|ASIA)[0-9A-Z]{16}")),
  GITHUB_TOKEN("a GitHub token", word("(gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\\w{40,255})")),
  GITLAB_TOKEN("a GitLab token", word("glpat-[A-Za-z0-9_-]{20,64}")),
  DOCKER_TOKEN("a Docker Hub token", word("dckr_[po]at_[A-Za-z0-9_-]{20,64}")),
  SLACK_TOKEN("a Slack token", word("xox[abprs]-[A-Za-z0-9-]{10,200}")),
  STRIPE_KEY("a Stripe key", word("[sr]k_live_[A-Za-z0-9]{16,200}")),
  GOOGLE_KEY("a Google API key", word("AIza[0-9A-Za-z_-]{35}")),
  NPM_TOKEN("an npm token", word("npm_[A-Za-z0-9]{36}")),
  VAULT_TOKEN("a Vault token", word("hvs\\.[A-Za-z0-9_-]{20,200}")),
  WEB_TOKEN(
      "a JSON web token",
      word("eyJ[A-Za-z0-9_-]{8,4096}\\.eyJ[A-Za-z0-9_-]{8,4096}\\.[A-Za-z0-9_-]{8,4096}"));

  static final List<SecretFormats> ALL = List.of(values());

  private final String words;
  private final Pattern pattern;

  SecretFormats(String words, String pattern) {
    this.words = words;
    this.pattern = Pattern.compile(pattern);
  }

  String words() {
    return words;
  }

  Pattern pattern() {
    return pattern;
  }

  /** Only from the beginning of a word, so that a long text is gone through once. */
  private static String word(String pattern) {
    return "(?<![A-Za-z0-9_-])" + pattern;
  }
}
