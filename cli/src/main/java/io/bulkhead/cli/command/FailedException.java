package io.bulkhead.cli.command;

/** Something outside stood in the way before anything was changed; carries its exit code. */
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String next;

  /**
   * @param sentence what was tried, on what, what was seen
   * @param next what to do, with a command that can be pasted
   */
  public FailedException(int exitCode, String sentence, String next) {
    super(sentence);
    this.exitCode = exitCode;
    this.next = next;
  }

  public int exitCode() {
    return exitCode;
  }

  public String next() {
    return next;
  }
}
