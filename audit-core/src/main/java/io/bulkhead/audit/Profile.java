package io.bulkhead.audit;

/** A named selection of checks; a check states the narrowest profile it belongs to. */
public enum Profile {
  /** What every Docker host should get right. */
  ESSENTIAL("essential"),
  /** CIS level 1: sensible on nearly every host. */
  LEVEL_1("cis-level-1"),
  /** CIS level 2: for hosts that pay in function for more defence. */
  LEVEL_2("cis-level-2"),
  /** Everything Bulkhead can judge. */
  ALL("all");

  private final String word;

  Profile(String word) {
    this.word = word;
  }

  /** The name a user types. */
  public String word() {
    return word;
  }

  /**
   * True if a run with this profile judges a check whose narrowest profile is {@code narrowest}.
   */
  public boolean includes(Profile narrowest) {
    return narrowest.compareTo(this) <= 0;
  }
}
