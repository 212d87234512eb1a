package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.AuditTrail;
import io.bulkhead.audit.snapshot.AuditTrail.Watch;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whoever changes a path of the engine is written down, now and after the next boot.
 *
 * @param paths as the host is set up; one that does not exist is not judged
 */
record AuditWatch(CheckMeta meta, Function<HostSnapshot, List<String>> paths) implements Check {
  /** What is said of a path that only a file of rules would have to name. */
  static final String UNWATCHED = "no audit rule records who writes to it";

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    List<Ground> grounds = new ArrayList<>();
    Set<String> real = new LinkedHashSet<>();
    for (String path : paths.apply(host)) {
      real(host, path, grounds).ifPresent(real::add);
    }
    real.forEach(path -> grounds.add(watched(host.auditTrail(), path)));
    return Verdict.over(grounds, "there is nothing of this kind on this host");
  }

  /** Where the path leads to; empty if that is nowhere, or was not seen, which is a ground. */
  private static Optional<String> real(HostSnapshot host, String path, List<Ground> grounds) {
    if (path.equals(AuditWatches.dataRoot(host))) {
      return Optional.of(path);
    }
    return host.file(path)
        .fold(
            seen -> Optional.of(seen.value().realPath()),
            absent -> Optional.<String>empty(),
            unseen -> {
              grounds.add(Grounds.unseen(path, unseen));
              return Optional.<String>empty();
            });
  }

  private static Ground watched(AuditTrail trail, String path) {
    if (trail.status() instanceof Reading.Absent<AuditTrail.Status>) {
      return Grounds.fail(path, "the kernel has no audit system", evidence(trail.status()));
    }
    if (trail.loaded() instanceof Reading.Unreadable<List<Watch>> unseen) {
      return Grounds.unseen(path, unseen);
    }
    Coverage loaded = covered(trail.loaded(), path);
    if (loaded == Coverage.NONE) {
      return Grounds.fail(path, UNWATCHED, Evidence.of(trail.loaded().origin(), "no such rule"));
    }
    if (!(trail.status() instanceof Reading.Present<AuditTrail.Status> status)) {
      return Grounds.undetermined(
          path, "there is a rule, whether it is in force was not seen", evidence(trail.status()));
    }
    if (status.value().enabled() == 0 || status.value().pid() == 0) {
      return Grounds.fail(
          path, "there is a rule, but nobody takes its records", evidence(trail.status()));
    }
    if (trail.stored() instanceof Reading.Unreadable<List<Watch>> unseen) {
      return Grounds.unseen(path, unseen, Evidence.of(trail.loaded().origin(), "a rule"));
    }
    Coverage stored = covered(trail.stored(), path);
    if (stored == Coverage.NONE) {
      return Grounds.fail(
          path,
          "the rule is lost at the next boot",
          Evidence.of(trail.loaded().origin(), "a rule"),
          Evidence.of(trail.stored().origin(), "no such rule"));
    }
    return loaded == Coverage.PARTLY || stored == Coverage.PARTLY
        ? Grounds.undetermined(
            path,
            "there is a rule, and before it one that takes some records out",
            Evidence.of(trail.loaded().origin(), "a rule after one with never"))
        : Grounds.pass(
            path, "changes are recorded", Evidence.of(trail.loaded().origin(), "a rule"));
  }

  private static Evidence evidence(Reading<?> reading) {
    return Grounds.evidence(reading);
  }

  /** How far rules write down who changes a path. */
  private enum Coverage {
    NONE,
    /** Another rule takes some of the records out first. */
    PARTLY,
    FULL
  }

  /** A rule that takes records out counts when it stands before the one that writes them. */
  private static Coverage covered(Reading<List<Watch>> watches, String path) {
    Coverage best = Coverage.FULL;
    for (Watch watch : watches.seen().orElse(List.of())) {
      if (!watch.covers(path)) {
        continue;
      }
      if (watch.never() && !watch.narrowed()) {
        return Coverage.NONE;
      }
      if (watch.never()) {
        best = Coverage.PARTLY;
        continue;
      }
      boolean writes = watch.permissions().contains("w") && watch.permissions().contains("a");
      if (writes && !watch.narrowed()) {
        return best;
      }
    }
    return Coverage.NONE;
  }
}
