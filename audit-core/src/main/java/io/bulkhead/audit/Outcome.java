package io.bulkhead.audit;

import java.util.Locale;

/**
 * The answer to a check. The order is the order in which grounds outweigh each other: one failing
 * object fails the check, one that was not seen or that a person has to look at keeps it from
 * passing.
 */
public enum Outcome {
  FAIL("FAIL", "fail"),
  /** Could not be seen; never counted as a pass. */
  UNDETERMINED("unseen", "unknown"),
  /** Only a person can judge it; the grounds say what to look at. Never counted as a pass. */
  MANUAL("manual", "notchecked"),
  /** Failed, or was left to a person, and somebody accepts that for now; never a pass. */
  WAIVED("waived", "informational"),
  PASS("pass", "pass"),
  NOT_APPLICABLE("n/a", "notapplicable");

  private final String word;
  private final String xccdf;

  Outcome(String word, String xccdf) {
    this.word = word;
    this.xccdf = xccdf;
  }

  /** The word on a terminal. */
  public String word() {
    return word;
  }

  /** The word of XCCDF 1.2, section 6.6.4.2. */
  public String xccdf() {
    return xccdf;
  }

  /** The word in JSON: lower case with hyphens. */
  public String json() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
