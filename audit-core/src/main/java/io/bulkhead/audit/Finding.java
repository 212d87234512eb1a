package io.bulkhead.audit;

/** A check together with its verdict on one host. */
public record Finding(CheckMeta check, Verdict verdict) {
  public boolean failed() {
    return verdict.outcome() == Outcome.FAIL;
  }
}
