package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Lifecycle.Release;
import io.bulkhead.audit.snapshot.Strength;
import java.util.Comparator;
import java.util.Optional;

/** The table of release lines, looked at on the day of the snapshot. */
record ReleaseLines(Engine.Lifecycle table, String takenAt) {
  /** After half a year the table has missed two or more patch releases. */
  private static final long FRESH_DAYS = 183;

  /** The line a version belongs to: the longest that it begins with. */
  Optional<Release> of(String version) {
    return table.releases().stream()
        .filter(r -> version.equals(r.line()) || after(version, r.line()))
        .max(Comparator.comparingInt(r -> r.line().length()));
  }

  /** True if every listed line is newer and the oldest of them has already ended. */
  boolean olderThanAll(String version) {
    return table.releases().stream()
        .min(Comparator.comparing(Release::line, VersionOrder.INSTANCE))
        .filter(oldest -> VersionOrder.INSTANCE.compare(version, oldest.line()) < 0)
        .filter(this::ended)
        .isPresent();
  }

  private static boolean after(String version, String line) {
    return version.startsWith(line)
        && version.length() > line.length()
        && ".+-~".indexOf(version.charAt(line.length())) >= 0;
  }

  boolean ended(Release line) {
    return !line.endOfLife().isEmpty() && day().compareTo(line.endOfLife()) > 0;
  }

  boolean behind(String version, Release line) {
    return !line.newest().isEmpty() && VersionOrder.INSTANCE.compare(version, line.newest()) < 0;
  }

  /** True if the table is too old to say that nothing newer exists. */
  boolean stale() {
    return TableDate.older(table.asOf(), takenAt, FRESH_DAYS);
  }

  Evidence evidence(Optional<Release> line) {
    String source = "release table of " + table.asOf();
    return line.map(
            r ->
                new Evidence(
                    source + ", from " + r.source(),
                    "line "
                        + r.line()
                        + ": ends "
                        + (r.endOfLife().isEmpty() ? "not announced" : r.endOfLife())
                        + ", newest "
                        + r.newest(),
                    Strength.CLAIMED))
        .orElseGet(
            () -> new Evidence(source, table.releases().size() + " lines", Strength.CLAIMED));
  }

  private String day() {
    return takenAt.length() >= 10 ? takenAt.substring(0, 10) : takenAt;
  }
}
