package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.apply.Past;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the way back from change sets, keeping what others changed since. */
public final class RollbackPlanner {
  private final Past past;
  private final WayBack.Tools tools;

  /**
   * @param host the host as it is, for the engine and the containers that run; empty with no look
   *     at it, as for another root
   * @param files the host's files, for its units and for what a configuration names
   * @param validate asks dockerd about a configuration file
   */
  public RollbackPlanner(
      Past past,
      Optional<HostSnapshot> host,
      Targets targets,
      HostFiles files,
      DockerdValidate validate) {
    this.past = past;
    this.tools = new WayBack.Tools(host, targets, files, validate);
  }

  /**
   * Compares before, after and now for every key and attribute of what is asked for. With something
   * that stops it, the plan has conflicts and is only for looking at.
   *
   * @throws RemediationException REFUSED if what is asked for is not in force, or its contents are
   *     no longer kept
   */
  public Rollback plan(RollbackRequest request) throws RemediationException {
    Picks picks = Picks.of(request, past);
    if (request.withDependents()) {
      picks.takeDependents();
    }
    Map<Part, Integer> numbers = numbers(picks);
    List<Rollback.Conflict> skipped = new ArrayList<>();
    while (true) {
      WayBack way = new WayBack(picks, new Undone(numbers, request), tools);
      way.take();
      List<Rollback.Conflict> found = way.undone().conflicts();
      if (found.isEmpty() || !request.skipConflicts()) {
        return rollback(way, found, skipped);
      }
      skipped.addAll(found);
      skip(picks, numbers, skipped);
    }
  }

  private static Rollback rollback(
      WayBack way, List<Rollback.Conflict> stopping, List<Rollback.Conflict> skipped)
      throws RemediationException {
    List<Rollback.Conflict> all = new ArrayList<>(skipped);
    all.addAll(stopping);
    List<String> dependents = new ArrayList<>();
    for (Picks.Dependent dependent : way.picks().dependents()) {
      dependents.add(
          dependent.part()
              + " "
              + way.picks().change(dependent.part()).what()
              + " came after "
              + dependent.on()
              + " and is about the same: "
              + dependent.target());
    }
    List<String> stops = new ArrayList<>(dependents);
    stopping.forEach(conflict -> stops.add(conflict.says()));
    return new BackPlan(way).rollback(all, dependents, stops);
  }

  /** Leaves out what clashes, and what the left out changes stand on. */
  private static void skip(Picks picks, Map<Part, Integer> numbers, List<Rollback.Conflict> skipped)
      throws RemediationException {
    numbers.forEach(
        (part, number) -> {
          if (skipped.stream().anyMatch(conflict -> conflict.numbers().contains(number))) {
            picks.drop(part);
          }
        });
    for (Picks.Dependent dependent : picks.dependents()) {
      Integer later = numbers.get(dependent.part());
      Integer earlier = numbers.get(dependent.on());
      if (later != null && earlier != null) {
        picks.drop(dependent.on());
        String why = dependent.target() + ": " + later + " is not undone and stands on it";
        skipped.add(new Rollback.Conflict(List.of(earlier), why, false));
      }
    }
  }

  /** Changes of one set keep their numbers; those of several are counted through. */
  private static Map<Part, Integer> numbers(Picks picks) {
    Map<Part, Integer> numbers = new LinkedHashMap<>();
    boolean one = picks.sets().size() == 1;
    picks.parts().forEach(part -> numbers.put(part, one ? part.change() : numbers.size() + 1));
    return numbers;
  }
}
