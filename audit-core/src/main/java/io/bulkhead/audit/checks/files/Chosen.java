package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;

/**
 * The files a check is about on one host.
 *
 * @param paths as the host sees them
 * @param others grounds for what could not be found out
 * @param whenNone why the check does not apply when none of the paths exists
 */
record Chosen(List<String> paths, List<Ground> others, String whenNone) {
  Chosen {
    paths = List.copyOf(paths);
    others = List.copyOf(others);
  }

  static Chosen of(List<String> paths, String whenNone) {
    return new Chosen(paths, List.of(), whenNone);
  }

  static Chosen none(String why) {
    return of(List.of(), why);
  }

  static Chosen unseen(Reading.Unreadable<?> reading) {
    return new Chosen(List.of(), List.of(Grounds.unseen("", reading)), "");
  }

  static Chosen unseen(Effective setting, Reading.Unreadable<?> reading) {
    return new Chosen(List.of(), List.of(setting.unseen("", reading)), "");
  }

  static Chosen unseen(String why) {
    return new Chosen(List.of(), List.of(Grounds.undetermined("", why)), "");
  }
}
