package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.apply.SetDetail;
import java.util.ArrayList;
import java.util.List;

/**
 * The states that Bulkhead itself gave a file from a set on: what the set wrote and, without an
 * edit of others between, what rollbacks of parts of it wrote. A file in one of them was not
 * touched by others.
 */
final class Own {
  private final List<SetDetail> rollbacks;

  /**
   * @param rollbacks of the set that are in force, oldest first
   */
  Own(List<SetDetail> rollbacks) {
    this.rollbacks = List.copyOf(rollbacks);
  }

  List<FileState> states(Step.PutFile step) {
    List<FileState> states = new ArrayList<>(List.of(step.after()));
    for (SetDetail rollback : rollbacks) {
      for (Step later : rollback.steps()) {
        if (later instanceof Step.PutFile put
            && put.target().equals(step.target())
            && states.stream().anyMatch(known -> sameContent(known, put.before()))) {
          states.add(put.after());
        }
      }
    }
    return states;
  }

  private static boolean sameContent(FileState one, FileState other) {
    if (one instanceof FileState.Regular a && other instanceof FileState.Regular b) {
      return a.sha256().equals(b.sha256());
    }
    return one.equals(other);
  }
}
