package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the boot loader told the kernel.
 *
 * @param seen false if /proc/cmdline could not be read
 * @param words in order, quotes removed
 */
public record CommandLine(boolean seen, List<String> words) {
  public static CommandLine of(Look look) {
    return look.once(CommandLine.class, CommandLine::read);
  }

  private static CommandLine read(Look look) {
    Got<String> text = look.word("/proc/cmdline");
    return new CommandLine(text.seen() || text.is(Got.EMPTY), split(text.or("")));
  }

  /** At blanks, except between double quotes; what follows {@code --} is for the first process. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (Character.isWhitespace(c) && !quoted) {
        add(words, word);
      } else {
        word.append(c);
      }
    }
    add(words, word);
    int end = words.indexOf("--");
    return List.copyOf(end < 0 ? words : words.subList(0, end));
  }

  private static void add(List<String> words, StringBuilder word) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  public boolean has(String word) {
    return words.contains(word);
  }

  /** The last value of {@code name=value}. */
  public Optional<String> value(String name) {
    return words.stream()
        .filter(w -> w.startsWith(name + "="))
        .map(w -> w.substring(name.length() + 1))
        .reduce((earlier, later) -> later);
  }
}
