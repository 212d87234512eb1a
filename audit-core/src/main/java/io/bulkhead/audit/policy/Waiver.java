package io.bulkhead.audit.policy;

import java.time.LocalDate;

/**
 * A failure that somebody accepts until a day.
 *
 * @param check glob over check ids
 * @param object glob over the subject of a ground, for example {@code container web}; {@code *} for
 *     the whole check
 * @param reason why the failure is accepted
 * @param owner who answers for it
 * @param expires the last day on which it holds, UTC
 * @param source where it is written: file and line, or the container whose label carries it
 */
public record Waiver(
    String check, String object, String reason, String owner, LocalDate expires, String source) {

  /** True if a failure of this check on this subject is meant; the date is not looked at. */
  public boolean covers(String checkId, String subject) {
    return new Glob(check).matches(checkId) && new Glob(object).matches(subject);
  }

  public boolean expiredOn(LocalDate day) {
    return day.isAfter(expires);
  }
}
