package io.bulkhead.daemon.unit;

import io.bulkhead.daemon.flags.FlagWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line written again without some flags; every other character of it stays. */
final class Restated {
  private Restated() {}

  /**
   * The command of a unit without the flags of some keys: prefixes, quotes, specifiers and
   * variables stay as written.
   *
   * @param raw value of ExecStart, continuations joined
   * @return empty if none of the flags stands in it
   */
  static Optional<String> command(String raw, Set<String> keys) {
    List<Words.Placed> words = Words.placed(raw);
    boolean renamed = !words.isEmpty() && Command.prefix(words.get(0).word()).contains("@");
    return without(raw, renamed && words.size() > 1 ? words.subList(1, words.size()) : words, keys);
  }

  /** Options without a program, such as the value of DOCKER_OPTS. */
  static Optional<String> options(String raw, Set<String> keys) {
    List<Words.Placed> words = new ArrayList<>();
    words.add(new Words.Placed("dockerd", 0, 0));
    words.addAll(Words.placed(raw));
    return without(raw, words, keys).map(String::strip);
  }

  private static Optional<String> without(String raw, List<Words.Placed> words, Set<String> keys) {
    Map<Integer, Optional<String>> changed =
        FlagWords.without(words.stream().map(Words.Placed::word).toList(), keys);
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder(raw);
    for (int i = words.size() - 1; i > 0; i--) {
      Optional<String> left = changed.get(i);
      if (left == null) {
        continue;
      }
      Words.Placed word = words.get(i);
      if (left.isPresent()) {
        out.replace(word.start(), word.end(), Quoting.word(left.get()));
      } else {
        out.delete(words.get(i - 1).end(), word.end());
      }
    }
    return Optional.of(out.toString());
  }
}
