package io.bulkhead.remediate;

/** A change could not be planned, applied or undone; carries the exit code it deserves. */
public final class RemediationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure, as docs/exit-codes.md lists them. */
  public enum Kind {
    /** Error before anything was changed. */
    BEFORE(1),
    /** Host moved, plan expired or foreign, validation failed, conflict. */
    REFUSED(3),
    /** Failed and went back completely, verified. */
    WENT_BACK(4),
    /** Failed, and not everything could be put back. */
    STUCK(5),
    /** Another run holds the lock. */
    BUSY(6),
    /** Too late: the set had already been undone. */
    LATE(8),
    /** Needs root. */
    PRIVILEGE(77);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final String next;

  /**
   * @param sentence what was tried, on what, what was seen
   * @param next what to do, with a command that can be pasted
   */
  public RemediationException(Kind kind, String sentence, String next) {
    super(sentence);
    this.kind = kind;
    this.next = next;
  }

  public RemediationException(Kind kind, String sentence, String next, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
    this.next = next;
  }

  public Kind kind() {
    return kind;
  }

  public String next() {
    return next;
  }
}
