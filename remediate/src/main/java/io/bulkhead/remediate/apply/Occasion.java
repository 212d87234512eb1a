package io.bulkhead.remediate.apply;

/** What made somebody look for an unfinished change set. */
public enum Occasion {
  /** A command that changes something is about to begin. */
  COMMAND,
  /** A person asked for the recovery itself, and may ask again and again. */
  RECOVER,
  /** The machine boots and the engine has not been started yet. */
  BOOT,
  /** The time for a confirmation is up. */
  EXPIRY;

  /** True if no person waits for the answer. */
  public boolean unattended() {
    return this == BOOT || this == EXPIRY;
  }
}
