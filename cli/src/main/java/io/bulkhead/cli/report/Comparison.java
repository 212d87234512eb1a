package io.bulkhead.cli.report;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What changed since an older report: failing objects that are new, and those that fail no more.
 *
 * @param baseline name of the older report
 * @param takenAt when it looked at its host
 * @param otherHost true if that was another host
 * @param fresh what fails now and did not fail then
 * @param fixed what failed then and does not fail now; its severity is that of then
 * @param same number of failing objects that failed then too
 */
public record Comparison(
    String baseline,
    String takenAt,
    boolean otherHost,
    List<Failure> fresh,
    List<Failure> fixed,
    int same) {

  /** One object that fails one check; the subject without state or pid, empty for the host. */
  public record Failure(String check, String subject, Severity severity, String title) {
    /** True if both are about the same object and check. */
    boolean sameAs(Failure other) {
      return check.equals(other.check) && subject.equals(other.subject);
    }
  }

  public Comparison {
    fresh = List.copyOf(fresh);
    fixed = List.copyOf(fixed);
  }

  /**
   * Compares. A failure of then counts as fixed only if its check was judged now, saw everything it
   * needed, and the object neither fails nor is waived nor left to a person.
   */
  public static Comparison of(Baseline then, List<Finding> now, String hostId) {
    List<Failure> failing = new ArrayList<>();
    List<Failure> open = new ArrayList<>();
    Set<String> settled = new HashSet<>();
    for (Finding finding : now) {
      if (finding.verdict().with(Outcome.UNDETERMINED).isEmpty()) {
        settled.add(finding.check().id().value());
      }
      for (Ground ground : finding.verdict().grounds()) {
        if (ground.outcome() == Outcome.FAIL) {
          failing.add(failure(finding, ground));
        } else if (ground.outcome() == Outcome.WAIVED || ground.outcome() == Outcome.MANUAL) {
          open.add(failure(finding, ground));
        }
      }
    }
    List<Failure> fresh = failing.stream().filter(f -> !in(then.failures(), f)).toList();
    List<Failure> fixed =
        then.failures().stream()
            .filter(f -> settled.contains(f.check()) && !in(failing, f) && !in(open, f))
            .toList();
    return new Comparison(
        then.name(),
        then.takenAt(),
        !then.hostId().equals(hostId),
        fresh,
        fixed,
        failing.size() - fresh.size());
  }

  /** True if this object did not fail then. */
  public boolean isNew(Finding finding, Ground ground) {
    return in(fresh, failure(finding, ground));
  }

  private static Failure failure(Finding finding, Ground ground) {
    return new Failure(
        finding.check().id().value(),
        ground.lastingSubject(),
        finding.check().severity(),
        finding.check().title());
  }

  private static boolean in(List<Failure> all, Failure one) {
    return all.stream().anyMatch(one::sameAs);
  }
}
