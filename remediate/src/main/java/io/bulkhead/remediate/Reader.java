package io.bulkhead.remediate;

/** What keeps files in its memory and has to be told when they change. */
public enum Reader {
  /** systemd: names are units. */
  UNITS("systemd reads its units again");

  private final String says;

  Reader(String says) {
    this.says = says;
  }

  /** For the screen. */
  public String says() {
    return says;
  }
}
