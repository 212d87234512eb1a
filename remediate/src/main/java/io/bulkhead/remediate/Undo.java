package io.bulkhead.remediate;

/** How exactly a change can be undone; said in the plan, never discovered afterwards. */
public sealed interface Undo {
  /** Bytes, mode, owner, extended attributes: as if nothing had been. */
  record Exact() implements Undo {}

  /** The same effect, but something in between cannot be taken back, such as a downtime. */
  record SameEffect(String differs) implements Undo {}

  /** Cannot be undone. */
  record OneWay(String why) implements Undo {}

  /** The word on screens: exact, same effect, one-way. */
  default String word() {
    if (this instanceof Exact) {
      return "exact";
    }
    return this instanceof SameEffect ? "same effect" : "one-way";
  }
}
