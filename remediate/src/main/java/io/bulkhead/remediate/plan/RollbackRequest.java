package io.bulkhead.remediate.plan;

import java.util.Set;

/**
 * What is to be taken back, and what is done where others changed it since.
 *
 * @param set id of the set to undo, or of the last one to keep
 * @param after true to undo everything after {@code set} instead of the set itself
 * @param only numbers of the changes in the set; empty for all of them
 * @param withDependents takes later changes along that stand on what is undone
 * @param skipConflicts leaves changes alone that others changed since, and undoes the rest
 * @param forceAll takes everything back, whatever others did to it
 * @param force numbers of the changes, as the preview shows them, for which the same holds
 */
public record RollbackRequest(
    String set,
    boolean after,
    Set<Integer> only,
    boolean withDependents,
    boolean skipConflicts,
    boolean forceAll,
    Set<Integer> force) {
  public RollbackRequest {
    only = Set.copyOf(only);
    force = Set.copyOf(force);
  }

  /** A whole set, stopping at every conflict. */
  public static RollbackRequest of(String set) {
    return new RollbackRequest(set, false, Set.of(), false, false, false, Set.of());
  }

  boolean forces(int number) {
    return forceAll || force.contains(number);
  }
}
