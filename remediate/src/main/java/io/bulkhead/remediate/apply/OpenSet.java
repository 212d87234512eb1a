package io.bulkhead.remediate.apply;

/**
 * A change set that is not finished.
 *
 * @param id the set; empty if only a trace of one is left
 * @param since time of its last journal record, RFC 3339 UTC; empty if unknown
 * @param standing how it is open
 * @param sentence for the screen
 */
public record OpenSet(String id, String since, Standing standing, String sentence) {
  /** The ways a set can be open. */
  public enum Standing {
    /** Another process holds the lock. */
    RUNNING,
    /** In force, and undone by itself unless it is confirmed. */
    AWAITING,
    /** The next command that changes something finishes or undoes it. */
    INTERRUPTED,
    /** It left files beside what it changed, and the journal does not know it. */
    LOST
  }

  /** What to do about it; empty if nothing. */
  public String next() {
    return switch (standing) {
      case RUNNING -> "";
      case AWAITING -> "bulkhead confirm " + Words.shortId(id) + "    (from a new login)";
      case LOST -> "bulkhead recover --from-disk    (takes it back)";
      case INTERRUPTED -> "bulkhead recover    (finishes or undoes it)";
    };
  }
}
