package io.bulkhead.remediate.files;

/** A path that may not be changed; the message is one sentence with the reason. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  public Refused(String sentence) {
    super(sentence);
  }

  /** The message. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
