package io.bulkhead.remediate.apply;

/** Where a change set stands in its life. */
public enum SetState {
  OPEN("open", "Not finished; the next change command finishes or undoes it."),
  APPLIED("applied", "Applied, verified and final."),
  AWAITING_CONFIRM("awaiting-confirm", "Applied; undone by itself unless confirmed."),
  CONFIRMED("confirmed", "Applied and confirmed."),
  UNDONE("undone", "Applied, later undone."),
  EXPIRED_UNDONE("expired-undone", "Not confirmed in time, therefore undone."),
  FAILED_UNDONE("failed-undone", "Failed or interrupted, therefore undone."),
  PARTLY_UNDONE("partly-undone", "Some of it was undone, the rest is still in force.");

  private final String word;
  private final String sentence;

  SetState(String word, String sentence) {
    this.word = word;
    this.sentence = sentence;
  }

  /** The word in lists and in JSON. */
  public String word() {
    return word;
  }

  /** True if something of the set may be in force and is final or waits to become so. */
  public boolean inForce() {
    return this == APPLIED
        || this == AWAITING_CONFIRM
        || this == CONFIRMED
        || this == PARTLY_UNDONE;
  }

  public String sentence() {
    return sentence;
  }
}
