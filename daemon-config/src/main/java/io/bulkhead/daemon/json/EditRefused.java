package io.bulkhead.daemon.json;

/** An edit that would be a guess: a key that stands twice, a parent that is no object. */
public final class EditRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EditRefused(String message) {
    super(message);
  }
}
