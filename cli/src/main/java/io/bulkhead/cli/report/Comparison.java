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
 * @param news where the new failures are
 */
public record Comparison(
    String baseline,
    String takenAt,
    boolean otherHost,
    List<Failure> fresh,
    List<Failure> fixed,
    int same,
    Set<Place> news) {

  /** One object that fails one check; the subject without state or pid, empty for the host. */
  public record Failure(String check, String subject, Severity severity, String title) {
    Place place() {
      return new Place(check, subject);
    }
  }

  /** What makes two failures the same one. */
  public record Place(String check, String subject) {}

  public Comparison {
    fresh = List.copyOf(fresh);
    fixed = List.copyOf(fixed);
    news = Set.copyOf(news);
  }

  /** A comparison with these failures. */
  public Comparison(
      Baseline then, boolean otherHost, List<Failure> fresh, List<Failure> fixed, int same) {
    this(then.name(), then.takenAt(), otherHost, fresh, fixed, same, places(fresh));
  }

  /**
   * Compares. A failure of then counts as fixed only if its check was judged now, saw everything it
   * needed, and the object neither fails nor is waived nor left to a person.
   */
  public static Comparison of(Baseline then, List<Finding> now, String hostId) {
    List<Failure> failing = new ArrayList<>();
    Set<Place> open = new HashSet<>();
    Set<String> settled = new HashSet<>();
    for (Finding finding : now) {
      if (finding.verdict().with(Outcome.UNDETERMINED).isEmpty()) {
        settled.add(finding.check().id().value());
      }
      for (Ground ground : finding.verdict().grounds()) {
        if (ground.outcome() == Outcome.FAIL) {
          failing.add(failure(finding, ground));
        }
        if (ground.outcome() != Outcome.PASS && ground.outcome() != Outcome.NOT_APPLICABLE) {
          open.add(failure(finding, ground).place());
        }
      }
    }
    Set<Place> before = places(then.failures());
    List<Failure> fresh = failing.stream().filter(f -> !before.contains(f.place())).toList();
    List<Failure> fixed =
        then.failures().stream()
            .filter(f -> settled.contains(f.check()) && !open.contains(f.place()))
            .toList();
    boolean otherHost = !then.hostId().equals(hostId);
    int same = failing.size() - fresh.size();
    return new Comparison(then, otherHost, fresh, fixed, same);
  }

  private static Set<Place> places(List<Failure> failures) {
    Set<Place> places = new HashSet<>();
    failures.forEach(failure -> places.add(failure.place()));
    return places;
  }

  /** True if this object did not fail then. */
  public boolean isNew(Finding finding, Ground ground) {
    return news.contains(failure(finding, ground).place());
  }

  private static Failure failure(Finding finding, Ground ground) {
    return new Failure(
        finding.check().id().value(),
        ground.lastingSubject(),
        finding.check().severity(),
        finding.check().title());
  }
}
