package io.bulkhead.audit.waiver;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Applies the waivers of one policy on the day of one snapshot. What failed and what is left to a
 * person can be waived; what could not be seen cannot, because nobody knows what is accepted then.
 */
public final class Waiving {
  private final List<Waiver> waivers;
  private final LocalDate day;
  private final Set<Waiver> used = new HashSet<>();

  private Waiving(List<Waiver> waivers, LocalDate day) {
    this.waivers = waivers;
    this.day = day;
  }

  /** Applies them; without waivers the findings come back as they are. */
  public static Waived apply(HostSnapshot host, Policy policy, List<Finding> findings) {
    LabelWaivers labels = LabelWaivers.of(host);
    List<Waiver> all = new ArrayList<>(policy.waivers());
    List<String> ignored = new ArrayList<>();
    if (policy.labelWaivers()) {
      all.addAll(labels.waivers());
      ignored.addAll(labels.problems());
    } else {
      ignored.addAll(labels.refused());
    }
    if (all.isEmpty()) {
      return new Waived(findings, List.of(), ignored);
    }
    Waiving waiving = new Waiving(all, day(host));
    List<Finding> after = findings.stream().map(waiving::apply).toList();
    return new Waived(after, waiving.unused(findings), ignored);
  }

  /** The day on which the host was looked at, UTC; no waiver holds if that is not known. */
  private static LocalDate day(HostSnapshot host) {
    try {
      return LocalDate.parse(host.vantage().takenAt().split("T", 2)[0]);
    } catch (DateTimeParseException e) {
      return LocalDate.MAX;
    }
  }

  private Finding apply(Finding finding) {
    String check = finding.check().id().value();
    List<Waiver> concerned = waivers.stream().filter(w -> w.concerns(check)).toList();
    List<Ground> grounds = new ArrayList<>();
    for (Ground ground : finding.verdict().grounds()) {
      grounds.add(waivable(ground) ? apply(concerned, ground) : ground);
    }
    return grounds.equals(finding.verdict().grounds())
        ? finding
        : new Finding(finding.check(), Verdict.over(grounds, ""));
  }

  private static boolean waivable(Ground ground) {
    return ground.outcome() == Outcome.FAIL || ground.outcome() == Outcome.MANUAL;
  }

  private Ground apply(List<Waiver> concerned, Ground ground) {
    Optional<Waiver> expired = Optional.empty();
    String subject = ground.lastingSubject();
    for (Waiver waiver : concerned) {
      if (waiver.covers(subject)) {
        used.add(waiver);
        if (!waiver.expiredOn(day)) {
          return ground.accepted(waiver);
        }
        expired = Optional.of(waiver);
      }
    }
    return expired.map(ground::noLongerAccepted).orElse(ground);
  }

  private List<Waiver> unused(List<Finding> judged) {
    return waivers.stream()
        .filter(waiver -> !used.contains(waiver))
        .filter(waiver -> judged.stream().anyMatch(f -> waiver.concerns(f.check().id().value())))
        .filter(waiver -> judged.stream().noneMatch(f -> hidden(waiver, f)))
        .toList();
  }

  /** True if what is waived may be among what could not be seen. */
  private static boolean hidden(Waiver waiver, Finding finding) {
    return waiver.concerns(finding.check().id().value())
        && !finding.verdict().with(Outcome.UNDETERMINED).isEmpty();
  }
}
