package io.bulkhead.remediate.apply;

import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Step;
import java.time.Duration;
import java.util.stream.Collectors;

/** Steps in words, for the screen. */
final class Words {
  private Words() {}

  /** Numbers of the changes: {@code 2 3 4}. */
  static String label(Step step) {
    return step.changes().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  static String did(Step step) {
    if (step instanceof Step.PutFile put) {
      return put.target() + " " + file(put);
    }
    if (step instanceof Step.SetAttributes set) {
      return "%s %s → %s".formatted(set.target(), set.before(), set.after());
    }
    if (step instanceof Step.Directory directory) {
      return directory.target() + (directory.present() ? " made" : " removed if empty");
    }
    if (step instanceof Step.Reread reread) {
      return reread.target()
          + (reread.present() ? ": " : ", without ")
          + String.join(" ", reread.names());
    }
    if (step instanceof Step.SetValue set) {
      return set.target() + " " + set.setting().change(set.before(), set.after());
    }
    return step.target();
  }

  private static String file(Step.PutFile put) {
    if (put.before() instanceof FileState.Missing) {
      return "created";
    }
    return put.after() instanceof FileState.Missing ? "deleted" : "exchanged";
  }

  /** A length of time: {@code 4 min 50 s}. */
  static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    String rest = seconds % 60 == 0 ? "" : " " + seconds % 60 + " s";
    return seconds / 60 + " min" + rest;
  }

  /** The last part of a set's id, as people say it. */
  static String shortId(String set) {
    return set.substring(set.lastIndexOf('-') + 1);
  }
}
