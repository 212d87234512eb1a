package io.bulkhead.cli.formats;

/** Text as GitHub's dialect of Markdown shows it unchanged. */
public final class Markdown {
  private static final String SPECIAL = "\\`*_{}[]<>()#+!|~&^$=";

  private Markdown() {}

  /**
   * Text from outside: no markup, no links, no mentions, no HTML. A word that would become a link
   * without any markup is shown as code.
   */
  static String text(String outside) {
    StringBuilder out = new StringBuilder();
    for (String word : Text.of(outside).split("(?<= )")) {
      boolean link = word.contains("@") || word.contains("://") || word.contains("www.");
      out.append(link ? code(word.strip()) + (word.endsWith(" ") ? " " : "") : escaped(word));
    }
    // no list, no numbered list
    return out.toString().replaceFirst("^(\\d+)(?=[.)])", "$1\\\\").replaceFirst("^-", "\\\\-");
  }

  private static String escaped(String word) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      out.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return out.toString();
  }

  /** Text from outside as code. */
  static String code(String outside) {
    String text = Text.of(outside);
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      run = c == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    return fence + (longest > 0 ? " " + text + " " : text) + fence;
  }

  /** Our own sentences, in which backquotes already mark code; nothing else is markup. */
  public static String prose(String ours) {
    StringBuilder out = new StringBuilder();
    boolean code = false;
    for (int i = 0; i < ours.length(); i++) {
      char c = ours.charAt(i);
      code ^= c == '`';
      out.append(!code && c != '`' && SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return out.toString();
  }
}
