package io.bulkhead.kernel.sysctl;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a file of sysctl.d(5) that sets something.
 *
 * @param file where it stands, as the host sees it
 * @param text as it stands there, without blanks around it
 * @param path what it names below /proc/sys, perhaps a pattern of glob(7)
 * @param value empty for {@code -KEY}, which only takes KEY out of every pattern
 */
public record BootLine(String file, String text, String path, Optional<String> value) {

  /** Empty for a comment and for what says nothing. */
  static Optional<BootLine> parse(String file, String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
      return Optional.empty();
    }
    int equals = text.indexOf('=');
    String key = (equals < 0 ? text : text.substring(0, equals)).strip();
    boolean dash = key.startsWith("-");
    if (equals < 0 && !dash) {
      return Optional.empty();
    }
    String path = path(dash ? key.substring(1).strip() : key);
    return Optional.of(
        new BootLine(
            file,
            text,
            path,
            equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1).strip())));
  }

  /** The name of the file, which decides its place among the others. */
  public String name() {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** True if it has an asterisk, a question mark or a bracket. */
  public boolean pattern() {
    return path.matches(".*[*?\\[].*");
  }

  /** True if it is about a setting, given by its path below /proc/sys. */
  public boolean fits(String setting) {
    return pattern() ? glob().matcher(setting).matches() : path.equals(setting);
  }

  /** The directories before the first pattern. */
  String base() {
    String plain = path.split("[*?\\[]", 2)[0];
    int slash = plain.lastIndexOf('/');
    return slash < 0 ? "" : plain.substring(0, slash);
  }

  /** As glob(7) has it: no pattern fits a slash. */
  private Pattern glob() {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int end = c == '[' ? path.indexOf(']', i) : -1;
      if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (end > i + 1) {
        String set = path.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  /**
   * The path below /proc/sys that a key means. The first separator decides which of the two it is;
   * the other belongs to names.
   */
  public static String path(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return key;
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }
}
