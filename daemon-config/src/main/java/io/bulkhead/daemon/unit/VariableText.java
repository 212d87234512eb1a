package io.bulkhead.daemon.unit;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One variable of an environment file, edited in place; every other byte of the file stays. */
public final class VariableText {
  private static final String START = "(?m)^[ \\t]*(?:export[ \\t]+)?";
  private static final String VALUE =
      "=(?:\"([^\"\\\\$`\\n]*)\"|'([^'\\n]*)'|([^\"'\\\\$`#\\s\\n]*))[ \\t]*\\r?$";

  private VariableText() {}

  /**
   * The text with the flags of some keys taken out of a variable that holds options.
   *
   * @param name the variable, for example {@code DOCKER_OPTS}
   * @return empty if the assignment is not a single plain line, where an edit could change its
   *     meaning, or holds none of the flags
   */
  public static Optional<String> without(String text, String name, Set<String> keys) {
    Matcher matcher = Pattern.compile(START + Pattern.quote(name) + VALUE).matcher(text);
    int group = 0;
    int[] found = new int[2];
    while (matcher.find()) {
      group = matcher.group(1) != null ? 1 : matcher.group(2) != null ? 2 : 3;
      found = new int[] {matcher.start(group), matcher.end(group)};
    }
    if (group == 0 || assignments(text, name) != 1) {
      return Optional.empty();
    }
    int[] last = found;
    return Restated.options(text.substring(last[0], last[1]), keys)
        .map(left -> text.substring(0, last[0]) + left + text.substring(last[1]));
  }

  private static long assignments(String text, String name) {
    Pattern any = Pattern.compile(START + Pattern.quote(name) + "[ \\t]*\\+?=");
    return any.matcher(text).results().count();
  }
}
