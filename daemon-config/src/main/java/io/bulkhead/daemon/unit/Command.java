package io.bulkhead.daemon.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a unit, as written.
 *
 * @param words split, unexpanded, the program first without its prefix
 * @param expands variables are replaced; off with the prefix {@code :}
 */
record Command(List<String> words, boolean expands) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$|\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
  private static final Pattern BARE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

  static Command of(String line) {
    List<String> words = new ArrayList<>(Words.of(line));
    if (words.isEmpty()) {
      return new Command(List.of(), false);
    }
    String marks = prefix(words.get(0));
    words.set(0, words.get(0).substring(marks.length()));
    if (marks.contains("@") && words.size() > 1) {
      words.remove(1);
    }
    return new Command(List.copyOf(words), !marks.contains(":"));
  }

  /** The marks before the program: {@code @ - : + !} (systemd.service(5), table 1). */
  static String prefix(String first) {
    int end = 0;
    while (end < first.length() && "@-:+!".indexOf(first.charAt(end)) >= 0) {
      end++;
    }
    return first.substring(0, end);
  }

  /** Variables that stand as words of their own, and so may be several words. */
  List<String> bareVariables() {
    List<String> names = new ArrayList<>();
    for (String word : expands ? words : List.<String>of()) {
      Matcher bare = BARE.matcher(word);
      if (bare.matches()) {
        names.add(bare.group(1));
      }
    }
    return names;
  }

  /** The argument vector for an environment (systemd.service(5), "Command lines"). */
  List<String> argv(Map<String, String> environment, String unit) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = specifiers(words.get(i), unit);
      Matcher bare = BARE.matcher(word);
      if (i == 0 || !expands) {
        out.add(word);
      } else if (bare.matches()) {
        out.addAll(Words.of(environment.getOrDefault(bare.group(1), "")));
      } else {
        out.add(braced(word, environment));
      }
    }
    return out;
  }

  private static String braced(String word, Map<String, String> environment) {
    return VARIABLE
        .matcher(word)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.group().equals("$$") ? "$" : environment.getOrDefault(m.group(1), "")));
  }

  /** The specifiers of systemd.unit(5) that occur in service files; others stay as they are. */
  static String specifiers(String word, String unit) {
    if (word.indexOf('%') < 0) {
      return word;
    }
    String plain = unit.replaceFirst("\\.[a-z]+$", "");
    Map<Character, String> known =
        Map.of(
            '%',
            "%",
            'n',
            unit,
            'N',
            plain,
            'p',
            plain,
            't',
            "/run",
            'S',
            "/var/lib",
            'C',
            "/var/cache",
            'L',
            "/var/log",
            'h',
            "/root",
            'u',
            "root");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      String value = c == '%' && i + 1 < word.length() ? known.get(word.charAt(i + 1)) : null;
      out.append(value == null ? String.valueOf(c) : value);
      i += value == null ? 0 : 1;
    }
    return out.toString();
  }
}
