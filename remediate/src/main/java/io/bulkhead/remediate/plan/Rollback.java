package io.bulkhead.remediate.plan;

import io.bulkhead.audit.CheckId;
import io.bulkhead.remediate.Prepared;
import java.util.List;
import java.util.SortedSet;

/**
 * A way back, planned.
 *
 * @param prepared what would be done; its plan has conflicts while something stops it
 * @param sets ids of the sets that something is taken back of, newest first
 * @param conflicts what others changed since; with their numbers in the plan
 * @param dependents later changes that stand on what is to be undone and are not taken along
 * @param overwritten what others changed and is taken back by force, one sentence each
 * @param oneWay what cannot be taken back, one sentence each
 * @param comingBack checks whose findings come back
 * @param fixedAgain checks that a rollback had brought back and that are fixed again
 */
public record Rollback(
    Prepared prepared,
    List<String> sets,
    List<Conflict> conflicts,
    List<String> dependents,
    List<String> overwritten,
    List<String> oneWay,
    SortedSet<CheckId> comingBack,
    SortedSet<CheckId> fixedAgain) {
  /**
   * Something that somebody else changed since.
   *
   * @param numbers of the changes it holds up
   * @param says one sentence
   * @param forcible true if it can be taken back all the same
   */
  public record Conflict(List<Integer> numbers, String says, boolean forcible) {
    public Conflict {
      numbers = List.copyOf(numbers);
    }
  }
}
