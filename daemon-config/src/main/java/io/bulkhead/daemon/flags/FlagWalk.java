package io.bulkhead.daemon.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks over the words of a dockerd command line as pflag does. */
final class FlagWalk {
  /**
   * A flag as it stands there.
   *
   * @param spelled as written, without its value: {@code --icc}, {@code -H}
   * @param first index of its word
   * @param last index of the word with its value; {@code first} if it is the same
   * @param letter index of the letter in a group of short flags; 0 for a long flag
   */
  record Found(Flag flag, String value, String spelled, int first, int last, int letter) {}

  private final List<String> words;
  private final List<Found> found = new ArrayList<>();
  private final List<String> unclear = new ArrayList<>();
  private int at = 1;

  private FlagWalk(List<String> words) {
    this.words = words;
  }

  /** Walks over an argument vector, the program first. */
  static FlagWalk over(List<String> words) {
    FlagWalk walk = new FlagWalk(words);
    walk.walk();
    return walk;
  }

  /** All flags of known engines, in order. */
  List<Found> found() {
    return found;
  }

  /** Words that are no flag of any known engine, in order. */
  List<String> unclear() {
    return unclear;
  }

  private void walk() {
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--")) {
        longFlag(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        shortFlags(word);
      } else if (!(at == 2 && word.equals("daemon"))) {
        unclear.add(word);
      }
    }
  }

  private void longFlag(String word) {
    int first = at - 1;
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    Optional<Flag> flag = Flag.named(name);
    if (flag.isEmpty()) {
      unclear.add(word);
      if (equals < 0) {
        skipValue();
      }
      return;
    }
    String value = equals >= 0 ? word.substring(equals + 1) : flag.get().bool() ? "true" : next();
    found.add(new Found(flag.get(), value, "--" + name, first, at - 1, 0));
  }

  /** {@code -DH fd://}, {@code -Hfd://}, {@code -H=fd://}. */
  private void shortFlags(String word) {
    int first = at - 1;
    for (int i = 1; i < word.length(); i++) {
      Optional<Flag> flag = Flag.lettered(word.charAt(i));
      if (flag.isEmpty()) {
        unclear.add(word);
        skipValue();
        return;
      }
      String rest = word.substring(i + 1);
      String name = "-" + word.charAt(i);
      if (rest.startsWith("=")) {
        found.add(new Found(flag.get(), rest.substring(1), name, first, first, i));
        return;
      }
      if (!flag.get().bool()) {
        String value = rest.isEmpty() ? next() : rest;
        found.add(new Found(flag.get(), value, name, first, at - 1, i));
        return;
      }
      found.add(new Found(flag.get(), "true", name, first, first, i));
    }
  }

  private String next() {
    return at < words.size() ? words.get(at++) : "";
  }

  /** dockerd takes no arguments, so a bare word belongs to the flag before it. */
  private void skipValue() {
    if (at < words.size() && !words.get(at).startsWith("-")) {
      at++;
    }
  }
}
