package io.bulkhead.remediate;

/** Audits again after a change set was applied and before it is committed. */
@FunctionalInterface
public interface Aftercheck {
  /**
   * What the second audit said.
   *
   * @param ok the findings of the set pass now and no other check got worse
   * @param sentence for the screen and the journal
   */
  record Result(boolean ok, String sentence) {}

  Result look(Plan plan);
}
