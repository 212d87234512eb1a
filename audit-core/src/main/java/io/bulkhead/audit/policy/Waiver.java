package io.bulkhead.audit.policy;

import java.time.LocalDate;

/**
 * A failure that somebody accepts until a day.
 *
 * @param check glob over check ids
 * @param object glob over the subject of a ground without its state or pid, for example {@code
 *     container web}; {@code *} for the whole check
 * @param reason why the failure is accepted
 * @param owner who answers for it
 * @param expires the last day on which it holds, UTC
 * @param source where it is written: file and line, or the container whose label carries it
 */
public record Waiver(
    String check, String object, String reason, String owner, LocalDate expires, String source) {

  /** True if this check is meant, whatever the subject. */
  public boolean concerns(String checkId) {
    return new Glob(check).matches(checkId);
  }

  /** True if this subject is meant, whatever the check; the date is not looked at. */
  public boolean covers(String subject) {
    return new Glob(object).matches(subject);
  }

  public boolean expiredOn(LocalDate day) {
    return day.isAfter(expires);
  }
}
