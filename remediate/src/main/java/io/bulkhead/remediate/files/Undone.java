package io.bulkhead.remediate.files;

/**
 * How taking back a step ended.
 *
 * @param result what happened
 * @param sentence for the operator; empty if there is nothing to say
 */
public record Undone(Result result, String sentence) {
  /** The ends there are. */
  public enum Result {
    /** It had not been done, or had been taken back already. */
    AS_BEFORE,
    /** It was taken back now. */
    RESTORED,
    /** Not our change any more: somebody else changed the target, and theirs was kept. */
    KEPT_OTHERS,
    /** Ours is still there, together with somebody else's change to it. */
    CONFLICT
  }

  /** Nothing had to be done. */
  public static final Undone AS_BEFORE = new Undone(Result.AS_BEFORE, "");

  /** Done now. */
  public static final Undone RESTORED = new Undone(Result.RESTORED, "");

  /** Somebody else changed the target. */
  public static Undone keptOthers(String sentence) {
    return new Undone(Result.KEPT_OTHERS, sentence);
  }

  /** Something of the step is left. */
  public static Undone conflict(String sentence) {
    return new Undone(Result.CONFLICT, sentence);
  }

  /** True if nothing of the step is left. */
  public boolean clean() {
    return result == Result.AS_BEFORE || result == Result.RESTORED;
  }
}
