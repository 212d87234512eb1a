package io.bulkhead.daemon.flags;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes flags out of the words of a dockerd command line. */
public final class FlagWords {
  private FlagWords() {}

  /**
   * What becomes of each word that a flag of one of the keys stands in: nothing, or what is left of
   * a group of short flags. Words that stay as they are have no entry.
   *
   * @param words the program first, variables unexpanded
   * @param keys keys of daemon.json
   */
  public static Map<Integer, Optional<String>> without(List<String> words, Set<String> keys) {
    Map<Integer, Optional<String>> changed = new TreeMap<>();
    List<FlagWalk.Found> all = FlagWalk.over(words).found();
    for (int i = all.size() - 1; i >= 0; i--) {
      FlagWalk.Found flag = all.get(i);
      if (keys.contains(flag.flag().key())) {
        for (int word = flag.first() + 1; word <= flag.last(); word++) {
          changed.put(word, Optional.empty());
        }
        String now =
            changed.getOrDefault(flag.first(), Optional.of(words.get(flag.first()))).orElse("");
        changed.put(flag.first(), flag.letter() == 0 ? Optional.empty() : left(now, flag));
      }
    }
    return changed;
  }

  /** A group of short flags without one of them; later letters are taken out before. */
  private static Optional<String> left(String word, FlagWalk.Found flag) {
    boolean alone = flag.flag().bool() && !word.startsWith("=", flag.letter() + 1);
    String rest = alone ? word.substring(flag.letter() + 1) : "";
    String left = word.substring(0, flag.letter()) + rest;
    return left.equals("-") ? Optional.empty() : Optional.of(left);
  }

  /** Keys of daemon.json that the words give a value. */
  public static Set<String> keys(List<String> words) {
    Set<String> keys = new java.util.TreeSet<>();
    for (FlagWalk.Found flag : FlagWalk.over(words).found()) {
      if (!flag.flag().key().isEmpty()) {
        keys.add(flag.flag().key());
      }
    }
    return keys;
  }
}
