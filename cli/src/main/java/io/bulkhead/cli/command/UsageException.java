package io.bulkhead.cli.command;

/** The user asked for something that does not exist or does not fit together; exit code 64. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param sentence what was wrong, quoting the value
   * @param hint what to do, with a command that can be pasted
   */
  public UsageException(String sentence, String hint) {
    super(sentence);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
