package io.bulkhead.audit.checks.host;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates of tables and lists, compared with the time of the snapshot. */
final class TableDate {
  private TableDate() {}

  /**
   * True if more days lie between, or if one of the dates is none.
   *
   * @param takenAt time of the snapshot, RFC 3339
   */
  static boolean older(String date, String takenAt, long days) {
    try {
      String day = takenAt.length() >= 10 ? takenAt.substring(0, 10) : takenAt;
      return LocalDate.parse(date).plusDays(days).isBefore(LocalDate.parse(day));
    } catch (DateTimeException noDate) {
      return true;
    }
  }
}
