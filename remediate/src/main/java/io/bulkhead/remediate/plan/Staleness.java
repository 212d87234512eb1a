package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.Plan;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What moved between a saved plan and the host as it is now.
 *
 * @param foreign the saved plan was made for another host or another root
 * @param expired the saved plan is older than it may be
 * @param moved one sentence for everything that moved, with the numbers of the changes it hits
 * @param fit numbers of the saved changes that can still be made exactly as they were shown
 */
public record Staleness(boolean foreign, boolean expired, List<String> moved, List<Integer> fit) {
  public Staleness {
    moved = List.copyOf(moved);
    fit = List.copyOf(fit);
  }

  /**
   * Compares a saved plan with a fresh one made from the live host with everything selected, or
   * with the saved plan's selection.
   *
   * @param current the saved plan's facts as they are now ({@link Planner#factsNow})
   * @param now RFC 3339, UTC
   */
  public static Staleness of(Plan saved, Plan fresh, List<Fact> current, String now) {
    List<String> moved = new ArrayList<>();
    boolean foreign =
        !saved.host().id().equals(fresh.host().id())
            || !saved.host().root().equals(fresh.host().root());
    if (foreign) {
      moved.add(
          "it was made for host "
              + saved.host().name()
              + " (root "
              + saved.host().root()
              + "), this is "
              + fresh.host().name()
              + " (root "
              + fresh.host().root()
              + ")");
    }
    if (!saved.tool().equals(fresh.tool())) {
      moved.add("it was made by Bulkhead " + saved.tool() + ", this is " + fresh.tool());
    }
    boolean expired = expired(saved, now);
    if (expired) {
      moved.add("it was valid until " + saved.expires());
    }
    boolean usable = moved.isEmpty();
    Set<Integer> hit = new LinkedHashSet<>();
    facts(saved, current, moved, hit);
    arrived(saved, fresh, moved, hit);
    changes(saved, fresh, moved, hit);
    List<Integer> fit =
        saved.changes().stream()
            .map(Change::number)
            .filter(n -> usable && !hit.contains(n))
            .toList();
    return new Staleness(foreign, expired, moved, fit);
  }

  /** The selection that plans the changes of a saved plan again. */
  public static Selection selection(Plan saved) {
    Set<Integer> numbers = new LinkedHashSet<>();
    saved.changes().forEach(change -> numbers.add(change.number()));
    return Selection.of(numbers);
  }

  /** True if the saved plan may be applied as it was shown. */
  public boolean fits() {
    return !foreign && !expired && moved.isEmpty();
  }

  private static boolean expired(Plan saved, String now) {
    try {
      Instant moment = Instant.parse(now);
      return !moment.isBefore(Instant.parse(saved.expires()))
          || moment.plusSeconds(300).isBefore(Instant.parse(saved.created()));
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  private static void facts(Plan saved, List<Fact> current, List<String> moved, Set<Integer> hit) {
    for (Fact old : saved.facts()) {
      Optional<Fact> now = find(current, old);
      if (now.isPresent() && now.get().digest().equals(old.digest())) {
        continue;
      }
      List<Integer> numbers = using(saved, old);
      hit.addAll(numbers);
      moved.add(sentence(old, now) + "  → " + numbers(numbers));
    }
  }

  private static void arrived(Plan saved, Plan fresh, List<String> moved, Set<Integer> hit) {
    for (Fact now : fresh.facts()) {
      List<Integer> restarting = restarting(saved);
      if (now.kind().equals("container")
          && find(saved.facts(), now).isEmpty()
          && !restarting.isEmpty()) {
        hit.addAll(restarting);
        moved.add("container " + now.at() + "  runs now and did not  → " + numbers(restarting));
      }
    }
  }

  private static String sentence(Fact old, Optional<Fact> now) {
    String about = old.kind().equals("file") ? old.at() : old.kind() + " " + old.at();
    if (old.kind().equals("container") && now.isEmpty()) {
      return about + "  does not run any more";
    }
    return now.map(n -> about + "  " + difference(old, n)).orElse(about + "  is gone");
  }

  private static String difference(Fact old, Fact now) {
    return old.said().equals(now.said())
        ? old.what() + " changed"
        : old.what() + " was " + old.said() + ", is " + now.said();
  }

  private static void changes(Plan saved, Plan fresh, List<String> moved, Set<Integer> hit) {
    for (Change old : saved.changes()) {
      Optional<Change> now = find(fresh, old);
      if (hit.contains(old.number()) || now.map(n -> same(old, n)).orElse(false)) {
        continue;
      }
      hit.add(old.number());
      moved.add(
          old.what()
              + "  "
              + (now.isEmpty() ? "is not proposed any more" : "would be changed differently")
              + "  → "
              + old.number());
    }
  }

  private static boolean same(Change old, Change now) {
    return old.edits().equals(now.edits())
        && old.fixes().equals(now.fixes())
        && old.number() == now.number();
  }

  private static Optional<Change> find(Plan plan, Change wanted) {
    return plan.changes().stream().filter(c -> c.edits().equals(wanted.edits())).findFirst();
  }

  private static Optional<Fact> find(List<Fact> facts, Fact wanted) {
    return facts.stream()
        .filter(
            f ->
                f.kind().equals(wanted.kind())
                    && f.at().equals(wanted.at())
                    && f.what().equals(wanted.what()))
        .findFirst();
  }

  private static List<Integer> using(Plan plan, Fact fact) {
    return plan.changes().stream()
        .filter(c -> c.facts().contains(fact.id()))
        .map(Change::number)
        .toList();
  }

  private static List<Integer> restarting(Plan plan) {
    return plan.changes().stream()
        .filter(c -> c.engine() == io.bulkhead.remediate.EngineAction.Kind.RESTART)
        .map(Change::number)
        .toList();
  }

  private static String numbers(List<Integer> numbers) {
    return String.join(" ", numbers.stream().map(String::valueOf).toList());
  }
}
