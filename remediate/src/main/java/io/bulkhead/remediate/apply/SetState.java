package io.bulkhead.remediate.apply;

/** Where a change set stands in its life. */
public enum SetState {
  OPEN("open", "Not finished; the next change command finishes or undoes it."),
  APPLIED("applied", "Applied, verified and final."),
  AWAITING_CONFIRM("awaiting-confirm", "Applied; undone by itself unless confirmed."),
  CONFIRMED("confirmed", "Applied and confirmed."),
  UNDONE("undone", "Applied, later undone by another set."),
  EXPIRED_UNDONE("expired-undone", "Not confirmed in time, therefore undone."),
  FAILED_UNDONE("failed-undone", "Failed or interrupted, therefore undone."),
  PARTLY_UNDONE("partly-undone", "Undone, but not everything could be put back.");

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

  /** True if all its changes are in force and final. */
  public boolean stands() {
    return this == APPLIED || this == CONFIRMED;
  }

  public String sentence() {
    return sentence;
  }
}
