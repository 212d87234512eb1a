package io.bulkhead.remediate.files;

/** The host is no longer what the plan saw; the message names the path and what moved. */
public final class Drift extends Exception {
  private static final long serialVersionUID = 1L;

  public Drift(String sentence) {
    super(sentence);
  }

  /** The message. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
