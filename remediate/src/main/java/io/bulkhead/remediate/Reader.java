package io.bulkhead.remediate;

/** What keeps files in its memory and has to be told when they change. */
public enum Reader {
  /** systemd: names are units. */
  UNITS("systemd reads its units again"),
  /** The kernel's audit rules, loaded from rules.d: names are rules. */
  AUDIT_RULES("the audit rules are loaded again"),
  /**
   * The boot loader's menu, made from /etc/default/grub and its drop-ins: names are kernel
   * parameters.
   */
  BOOT_MENU("the boot menu is made again");

  private final String says;

  Reader(String says) {
    this.says = says;
  }

  /** For the screen. */
  public String says() {
    return says;
  }
}
