package io.bulkhead.audit;

/** How bad a failed check is, least first, so that the natural order is the order of urgency. */
public enum Severity {
  /** Worth knowing; nothing is gained by an attacker. */
  INFO,
  /** Weakens one layer of several. */
  LOW,
  /** Removes a layer that CIS or the Engine's documentation expects. */
  MEDIUM,
  /** Lets a compromised container or account reach further. */
  HIGH,
  /** Equals root on the host for whoever reaches it. */
  CRITICAL;

  /** The word used in reports, lower case. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
