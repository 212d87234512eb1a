package io.bulkhead.kernel.software;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Taking apart what sudoers(5) separates by signs that may be escaped, quoted or in brackets. */
final class SudoText {
  private static final Pattern HOSTS = Pattern.compile("[^/()]+=.*", Pattern.DOTALL);

  private SudoText() {}

  /** The parts between separators, without blanks around them. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = next(text, 0, separator); at >= 0; at = next(text, from, separator)) {
      parts.add(text.substring(from, at).strip());
      from = at + 1;
    }
    parts.add(text.substring(from).strip());
    return parts;
  }

  static int indexOf(String text, char sign) {
    return next(text, 0, sign);
  }

  /** True if a part begins with hosts and an equals sign, as after the colon of a second list. */
  static boolean hosts(String part) {
    return indexOf(part, '=') > 0 && HOSTS.matcher(part).matches();
  }

  /** The blank between users and hosts; -1 if there is none. Lists may have blanks at commas. */
  static int lastGap(String head) {
    for (int at = head.length() - 1; at > 0; at--) {
      if (Character.isWhitespace(head.charAt(at))) {
        String left = head.substring(0, at).stripTrailing();
        String right = head.substring(at).stripLeading();
        boolean inList = left.endsWith(",") || right.startsWith(",") || right.startsWith("!");
        boolean escaped = left.endsWith("\\");
        if (!inList && !escaped && !left.isEmpty() && quotesClosed(left)) {
          return at;
        }
      }
    }
    return -1;
  }

  private static boolean quotesClosed(String text) {
    return text.chars().filter(c -> c == '"').count() % 2 == 0;
  }

  private static int next(String text, int from, char sign) {
    boolean quoted = false;
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth = Math.max(0, depth - 1);
      } else if (c == sign && !quoted && depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
