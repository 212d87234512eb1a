package io.bulkhead.remediate.journal;

/** What a journal record says. */
public enum EntryType {
  /** Before the first byte is staged: plan digest, host, actor, tool, side-file suffix. */
  BEGIN,
  /** Before a step's act: what is there now and what will be there, with inode numbers. */
  INTENT,
  /** After a step's act, its flush and its verification. */
  DONE,
  /**
   * The guard of a timed confirmation runs: unit, deadline. Comes before the first step that can
   * lock somebody out; written by sets applied with a confirmation time only.
   */
  ARM,
  /**
   * All steps are done and verified. With {@code awaiting: true} the set still waits for its
   * confirmation and goes back without it.
   */
  COMMIT,
  /** The operator confirmed a set whose COMMIT was awaiting. */
  CONFIRM,
  /**
   * The set goes back; why: failed, signal, recovered; with a confirmation time also expired,
   * rebooted, requested.
   */
  UNDO,
  /** One step was taken back. */
  UNDONE,
  /** Everything is tidied: committed, rolled-back, or partial with what was left. */
  END,
  /** Something a person should know, for example a side file that was kept. */
  NOTE
}
