package io.bulkhead.audit.snapshot;

import java.util.Locale;

/** What a probe says about what it read. */
public enum Judgement {
  /** As it should be. */
  PASS,
  /** Weaker than it could be. */
  WARN,
  /** A protection is missing. */
  FAIL,
  /** A fact without good or bad. */
  INFO,
  /** The question does not arise on this host. */
  NOT_APPLICABLE,
  /** It could not be seen; never counted as good. */
  UNKNOWN;

  /** The word on a terminal and in JSON: lower case with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
