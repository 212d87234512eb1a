package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Step;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What moved between a saved plan and the host as it is now.
 *
 * @param foreign the saved plan was made for another host or another root, or by another version
 * @param expired the saved plan is older than it may be
 * @param moved one sentence for everything that moved, with the numbers of the changes it hits
 * @param fit numbers of the saved changes that can still be made exactly as they were shown
 * @param now their numbers in a plan made now: another finding may have moved them
 */
public record Staleness(
    boolean foreign, boolean expired, List<String> moved, List<Integer> fit, Set<Integer> now) {
  private static final Duration HOLDS = Duration.ofHours(24);
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  public Staleness {
    moved = List.copyOf(moved);
    fit = List.copyOf(fit);
    now = Set.copyOf(now);
  }

  /** Compares as below, without knowing when files were edited. */
  static Staleness of(Plan saved, Plan fresh, List<Fact> current, String now) {
    return of(saved, fresh, current, now, path -> "");
  }

  /**
   * Compares a saved plan with a fresh one made from the live host with everything selected.
   *
   * @param current the saved plan's facts as they are now ({@link Planner#factsNow})
   * @param now RFC 3339, UTC
   * @param edited when a file was changed last, in words; empty if unknown
   */
  public static Staleness of(
      Plan saved, Plan fresh, List<Fact> current, String now, UnaryOperator<String> edited) {
    List<String> moved = new ArrayList<>();
    boolean foreign = foreign(saved, fresh, moved);
    boolean expired = expired(saved, now);
    if (expired) {
      moved.add("it was valid until " + saved.expires());
    }
    boolean usable = moved.isEmpty();
    Set<Integer> hit = new LinkedHashSet<>();
    facts(saved, current, new Hits(moved, hit, edited));
    arrived(saved, fresh, moved, hit);
    changes(saved, fresh, moved, hit);
    List<Integer> fit = new ArrayList<>();
    Set<Integer> numbers = new LinkedHashSet<>();
    for (Change change : saved.changes()) {
      Optional<Change> same = find(fresh, change);
      if (usable && !hit.contains(change.number()) && same.isPresent()) {
        fit.add(change.number());
        numbers.add(same.get().number());
      }
    }
    return new Staleness(foreign, expired, moved, fit, numbers);
  }

  private static boolean foreign(Plan saved, Plan fresh, List<String> moved) {
    boolean elsewhere =
        !saved.host().id().equals(fresh.host().id())
            || !saved.host().root().equals(fresh.host().root());
    if (elsewhere) {
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
    boolean otherTool = !saved.tool().equals(fresh.tool());
    if (otherTool) {
      moved.add("it was made by Bulkhead " + saved.tool() + ", this is " + fresh.tool());
    }
    boolean otherRules = !otherTool && !saved.rules().equals(fresh.rules());
    if (otherRules) {
      moved.add("it was made by a Bulkhead with other checks or remedies than this one");
    }
    return elsewhere || otherTool || otherRules;
  }

  /** The selection that plans what still fits again. */
  public Selection selection() {
    return Selection.of(now);
  }

  /** True if the saved plan may be applied as it was shown. */
  public boolean fits() {
    return !foreign && !expired && moved.isEmpty();
  }

  /**
   * True if a plan made now does to the host what the saved one showed: the same steps with the
   * same outcome, whatever was before.
   */
  public static boolean sameOutcome(Plan saved, Plan fresh) {
    List<String> shown = saved.steps().stream().map(Staleness::outcome).toList();
    return shown.equals(fresh.steps().stream().map(Staleness::outcome).toList());
  }

  private static String outcome(Step step) {
    Object after =
        step instanceof Step.PutFile put
            ? put.after()
            : step instanceof Step.SetAttributes set
                ? set.after()
                : step instanceof Step.SetValue value
                    ? value.after()
                    : step instanceof Step.Engine engine
                        ? engine.action().kind() + " " + engine.action().intended()
                        : "";
    return step.getClass().getSimpleName() + " " + step.target() + " " + after;
  }

  /** A plan holds for a day from its making, whatever it says itself. */
  private static boolean expired(Plan saved, String now) {
    try {
      Instant moment = Instant.parse(now);
      Instant created = Instant.parse(saved.created());
      return !moment.isBefore(Instant.parse(saved.expires()))
          || !moment.isBefore(created.plus(HOLDS))
          || moment.plus(CLOCKS).isBefore(created);
    } catch (DateTimeException e) {
      return true;
    }
  }

  /** Where what moved is written down. */
  private record Hits(List<String> moved, Set<Integer> hit, UnaryOperator<String> edited) {}

  private static void facts(Plan saved, List<Fact> current, Hits hits) {
    for (Fact old : saved.facts()) {
      Optional<Fact> now = find(current, old);
      if (now.isPresent() && now.get().digest().equals(old.digest())) {
        continue;
      }
      List<Integer> numbers = using(saved, old);
      hits.hit().addAll(numbers);
      hits.moved().add(sentence(old, now, hits.edited()) + "  → " + numbers(numbers));
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

  private static String sentence(Fact old, Optional<Fact> now, UnaryOperator<String> edited) {
    boolean file = old.kind().equals("file");
    String about = file ? old.at() : old.kind() + " " + old.at();
    if (old.kind().equals("container") && now.isEmpty()) {
      return about + "  does not run any more";
    }
    if (now.isEmpty()) {
      return about + "  is gone";
    }
    String when = file ? edited.apply(old.at()) : "";
    String prefix = when.isEmpty() ? "" : "edited " + when + ": ";
    return about + "  " + prefix + difference(old, now.get());
  }

  private static String difference(Fact old, Fact now) {
    List<String> keys = new ArrayList<>();
    now.parts().keySet().stream()
        .filter(key -> !old.parts().containsKey(key))
        .forEach(key -> keys.add("\"" + key + "\" added"));
    old.parts()
        .forEach(
            (key, digest) -> {
              String is = now.parts().get(key);
              if (is == null) {
                keys.add("\"" + key + "\" removed");
              } else if (!is.equals(digest)) {
                keys.add("\"" + key + "\" changed");
              }
            });
    boolean comparable = !old.parts().isEmpty() && !now.parts().isEmpty();
    if (!keys.isEmpty() && comparable) {
      return String.join(", ", keys);
    }
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
    return old.edits().equals(now.edits()) && old.fixes().equals(now.fixes());
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
