package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.Past;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The changes that a rollback takes back, by set, newest first; and what stands on them. */
final class Picks {
  /** A journal record holds the numbers of all of them and must stay small. */
  private static final int SETS = 40;

  private static final int CHANGES = 200;

  private final Past past;
  private final List<SetSummary> newestFirst;
  private final Map<String, TreeSet<Integer>> picked = new LinkedHashMap<>();
  private final Map<String, SetDetail> details = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  private Picks(Past past) throws RemediationException {
    this.past = past;
    this.newestFirst = past.sets();
    newestFirst.forEach(set -> picked.put(set.id(), new TreeSet<>()));
  }

  /** What a request names. */
  static Picks of(RollbackRequest request, Past past) throws RemediationException {
    Picks picks = new Picks(past);
    SetSummary set = picks.summary(request.set());
    if (request.after()) {
      picks.everythingAfter(set);
    } else {
      picks.one(set, request.only());
    }
    return picks;
  }

  private SetSummary summary(String id) {
    return newestFirst.stream()
        .filter(set -> set.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no set " + id));
  }

  private void one(SetSummary set, Set<Integer> only) throws RemediationException {
    if (!set.stands()) {
      throw refused(set.id() + " cannot be undone: it is " + set.state().word());
    }
    Set<Integer> wanted = new TreeSet<>(only.isEmpty() ? set.standing() : only);
    wanted.removeAll(set.standing());
    if (!wanted.isEmpty()) {
      Integer first = wanted.iterator().next();
      boolean known = detail(set.id()).plan().changes().stream().anyMatch(c -> c.number() == first);
      throw refused(
          "change "
              + first
              + " of "
              + set.id()
              + (known ? " was undone already" : " does not exist"));
    }
    pick(set.id(), only.isEmpty() ? set.standing() : only);
  }

  /**
   * A set and its undoing, both later, cancel each other out and stay; a later undoing of something
   * earlier is taken back too.
   */
  private void everythingAfter(SetSummary last) throws RemediationException {
    List<SetSummary> later = newestFirst.subList(0, newestFirst.indexOf(last));
    List<String> ids = later.stream().map(SetSummary::id).toList();
    for (SetSummary set : later) {
      boolean cancels = !set.undoes().isEmpty() && ids.containsAll(set.undoes());
      if (set.stands() && !cancels) {
        pick(set.id(), set.standing());
      }
    }
    if (parts().isEmpty()) {
      throw refused("nothing after " + last.id() + " is in force");
    }
  }

  private void pick(String set, java.util.Collection<Integer> changes) throws RemediationException {
    picked.computeIfAbsent(set, id -> new TreeSet<>()).addAll(changes);
    asked.add(set);
    if (parts().size() > CHANGES || sets().size() > SETS) {
      throw refused(
          "more than "
              + SETS
              + " sets or "
              + CHANGES
              + " changes at once; go back in smaller steps, the newest sets first");
    }
  }

  void drop(Part part) {
    picked.getOrDefault(part.set(), new TreeSet<>()).remove(part.change());
  }

  /** The changes, newest set first. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    picked.forEach((set, changes) -> changes.forEach(change -> parts.add(new Part(set, change))));
    return parts;
  }

  /** Sets with something to take back, newest first. */
  List<String> sets() {
    return picked.keySet().stream().filter(set -> !changes(set).isEmpty()).toList();
  }

  Set<Integer> changes(String set) {
    return picked.getOrDefault(set, new TreeSet<>());
  }

  SetDetail detail(String set) throws RemediationException {
    SetDetail known = details.get(set);
    if (known == null) {
      known = past.set(set);
      details.put(set, known);
    }
    return known;
  }

  Change change(Part part) throws RemediationException {
    return detail(part.set()).plan().changes().stream()
        .filter(change -> change.number() == part.change())
        .findFirst()
        .orElseThrow();
  }

  /**
   * A change that stands on what is to be taken back.
   *
   * @param part the later change, or one of the same set that shares a file with it
   * @param on the change that it stands on
   * @param target what both are about
   */
  record Dependent(Part part, Part on, String target) {}

  /** Takes along whatever stands on what was picked, until nothing does. */
  void takeDependents() throws RemediationException {
    List<Dependent> dependents = dependents();
    while (!dependents.isEmpty()) {
      for (Dependent dependent : dependents) {
        pick(dependent.part().set(), List.of(dependent.part().change()));
      }
      dependents = dependents();
    }
  }

  /** Sets in force that took something of a set back, oldest first. */
  List<SetDetail> rollbacksOf(String set) throws RemediationException {
    List<SetDetail> rollbacks = new ArrayList<>();
    for (SetSummary later : newestFirst) {
      if (later.stands() && later.undoes().contains(set)) {
        rollbacks.add(0, detail(later.id()));
      }
    }
    return rollbacks;
  }

  /** 0 for a set of fixes, 1 for its rollback, 2 for the rollback of that, and so on. */
  int depth(SetSummary set) {
    return set.undoes().isEmpty() ? 0 : 1 + depth(summary(set.undoes().get(0)));
  }

  /** The newest set that something was asked of. */
  String newest() {
    return asked.get(0);
  }

  /** What stands on the picked changes and was not picked. */
  List<Dependent> dependents() throws RemediationException {
    List<Dependent> dependents = new ArrayList<>();
    for (String id : sets()) {
      SetDetail set = detail(id);
      for (Change change : set.plan().changes()) {
        if (changes(id).contains(change.number())) {
          dependents(set, change, dependents);
        }
      }
    }
    return dependents;
  }

  private void dependents(SetDetail set, Change change, List<Dependent> found)
      throws RemediationException {
    Part on = new Part(set.summary().id(), change.number());
    for (SetSummary later : newestFirst) {
      boolean same = later.id().equals(on.set());
      if (later.stands() && (same || later.undoes().isEmpty())) {
        for (Change other : detail(later.id()).plan().changes()) {
          Part part = new Part(later.id(), other.number());
          if (free(later, part, found)) {
            shared(change, other, same).ifPresent(t -> found.add(new Dependent(part, on, t)));
          }
        }
      }
      if (same) {
        return;
      }
    }
  }

  private boolean free(SetSummary set, Part part, List<Dependent> found) {
    return set.standing().contains(part.change())
        && !changes(part.set()).contains(part.change())
        && found.stream().noneMatch(known -> known.part().equals(part));
  }

  private static java.util.Optional<String> shared(Change change, Change other, boolean same) {
    for (Edit one : change.edits()) {
      for (Edit two : other.edits()) {
        if (same ? Overlap.inseparable(one, two) : Overlap.of(one, two)) {
          return java.util.Optional.of(one.target());
        }
      }
    }
    return java.util.Optional.empty();
  }

  private static RemediationException refused(String why) {
    return new RemediationException(RemediationException.Kind.REFUSED, why, "bulkhead history");
  }
}
