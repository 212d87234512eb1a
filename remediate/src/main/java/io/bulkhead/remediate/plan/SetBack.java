package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.apply.SetDetail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes chosen changes of one set back on a {@link Scratch}: its steps in reverse order, each kind
 * in its own way.
 */
final class SetBack {
  private final SetDetail set;
  private final Set<Integer> picked;
  private final Own own;
  final Scratch scratch;
  final Undone undone;

  /**
   * @param picked numbers of the changes to take back
   * @param own what later rollbacks of this set wrote
   */
  SetBack(SetDetail set, Set<Integer> picked, Own own, Scratch scratch, Undone undone) {
    this.set = set;
    this.picked = Set.copyOf(picked);
    this.own = own;
    this.scratch = scratch;
    this.undone = undone;
  }

  void take() throws RemediationException {
    List<Step> done = set.steps();
    for (int i = done.size() - 1; i >= 0; i--) {
      Step step = done.get(i);
      if (step instanceof Step.PutFile put && touched(put)) {
        new FileBack(this, put).take();
      } else if (step instanceof Step.SetAttributes attributes) {
        attributes(attributes);
      } else if (step instanceof Step.SetValue value) {
        value(value);
      } else if (step instanceof Step.Directory directory && !directory.present()) {
        directoryAgain(directory);
      }
    }
    for (int i = done.size() - 1; i >= 0; i--) {
      if (done.get(i) instanceof Step.Directory directory && directory.present()) {
        directoryGone(directory);
      }
    }
  }

  /** True if a chosen change has edits of the file. */
  private boolean touched(Step.PutFile put) {
    return set.plan().changes().stream()
        .filter(change -> picked.contains(change.number()))
        .anyMatch(change -> change.edits().stream().anyMatch(e -> e.target().equals(put.target())));
  }

  /** Edits of a path by the chosen changes, in their order. */
  Map<Edit, Part> edits(String path) {
    return edits(path, picked);
  }

  private Map<Edit, Part> edits(String path, Set<Integer> numbers) {
    Map<Edit, Part> edits = new LinkedHashMap<>();
    for (Change change : set.plan().changes()) {
      for (Edit edit : change.edits()) {
        if (numbers.contains(change.number()) && edit.target().equals(path)) {
          edits.put(edit, part(change));
        }
      }
    }
    return edits;
  }

  private Part part(Change change) {
    return new Part(set.summary().id(), change.number());
  }

  /** True if no change that stays in force has edits of the path. */
  boolean whole(String path) {
    return whole(path, edit -> true);
  }

  /** The same, of those edits only that a test lets through. */
  boolean whole(String path, Predicate<Edit> which) {
    return set.plan().changes().stream()
        .filter(change -> set.summary().standing().contains(change.number()))
        .filter(change -> !picked.contains(change.number()))
        .flatMap(change -> change.edits().stream())
        .noneMatch(edit -> edit.target().equals(path) && which.test(edit));
  }

  /** Every edit that the set made of a path. */
  List<Edit> allEdits(String path) {
    return set.plan().changes().stream()
        .flatMap(change -> change.edits().stream())
        .filter(edit -> edit.target().equals(path))
        .toList();
  }

  /** True if the state is what Bulkhead wrote last, in this set or in a rollback of parts of it. */
  boolean ours(Step.PutFile step, FileState now) {
    return own.states(step).stream().anyMatch(state -> same(state, now));
  }

  private static boolean same(FileState one, FileState other) {
    if (one instanceof FileState.Regular a && other instanceof FileState.Regular b) {
      return a.sha256().equals(b.sha256())
          && a.attributes().equals(b.attributes())
          && a.xattrs().equals(b.xattrs());
    }
    return one.equals(other);
  }

  /** True if the content is what Bulkhead wrote last. */
  boolean oursInContent(Step.PutFile step, String sha256) {
    return own.states(step).stream()
        .anyMatch(s -> s instanceof FileState.Regular file && file.sha256().equals(sha256));
  }

  /** Bytes of a state that was recorded; empty for a missing file. */
  byte[] recorded(FileState state) throws RemediationException {
    return state instanceof FileState.Regular file ? set.blob(file.sha256()) : new byte[0];
  }

  /** Numbers in the plan of the rollback. */
  List<Integer> numbers(Map<Edit, Part> edits) {
    return edits.values().stream().map(undone::number).distinct().sorted().toList();
  }

  void takeBack(Map<Edit, Part> edits) {
    edits.forEach((edit, part) -> undone.edit(part, edit.inverse()));
  }

  private void attributes(Step.SetAttributes step) {
    Map<Edit, Part> edits = edits(step.target());
    if (edits.isEmpty()) {
      return;
    }
    Targets.ObjectTarget now = scratch.object(step.target());
    Attributes attributes = now.attributes();
    if (attributes == null) {
      undone.settle(edits.values(), step.target() + " is gone since; there is nothing to put back");
    } else if (now.refusal() != null) {
      undone.conflict(edits.values(), now.refusal(), false);
    } else {
      AttributesBack back = new AttributesBack(this, step.target(), step.before(), step.after());
      Attributes result = back.merged(attributes, edits);
      if (result.equals(attributes) && back.clean()) {
        undone.settle(edits.values(), step.target() + " is already as it was before");
      } else if (!result.equals(attributes)) {
        scratch.set(step.target(), result, numbers(edits));
        takeBack(edits);
      }
    }
  }

  private void value(Step.SetValue step) {
    Map<Edit, Part> edits = edits(step.target());
    if (edits.isEmpty()) {
      return;
    }
    Targets.ValueTarget now = scratch.value(step.setting());
    Optional<String> oneWay = step.setting().oneWay(step.before(), now.value());
    if (now.refusal() != null) {
      undone.conflict(edits.values(), now.refusal(), false);
    } else if (now.value().equals(step.before())) {
      undone.settle(edits.values(), step.target() + " is already as it was before");
    } else if (oneWay.isPresent()) {
      undone.oneWay(edits.values(), oneWay.get());
    } else if (now.value().equals(step.after())
        || undone.clash(
            edits.values(),
            step.target() + ": " + step.setting().since(step.after(), now.value()))) {
      scratch.set(step.setting(), step.before(), numbers(edits));
      takeBack(edits);
    }
  }

  /** One that the set removed. */
  private void directoryAgain(Step.Directory step) {
    List<Integer> numbers = whole(step);
    if (!numbers.isEmpty() && scratch.object(step.target()).attributes() == null) {
      scratch.directory(step.target(), Optional.of(step.attributes()), numbers);
      takeBack(edits(step.target()));
    }
  }

  /** One that the set made; it goes if nothing of others is in it. */
  private void directoryGone(Step.Directory step) {
    List<Integer> numbers = whole(step);
    if (numbers.isEmpty() || scratch.object(step.target()).attributes() == null) {
      return;
    }
    List<String> inIt = scratch.names(step.target());
    if (!inIt.isEmpty()) {
      undone.keep(step.target() + " stays, it holds " + some(inIt));
    } else {
      scratch.directory(step.target(), Optional.empty(), numbers);
      takeBack(edits(step.target()));
    }
  }

  /**
   * Display numbers of the chosen changes that a directory was there for; empty while a change that
   * stays in force needs it.
   */
  private List<Integer> whole(Step.Directory step) {
    List<Integer> needed = new ArrayList<>(step.changes());
    needed.retainAll(set.summary().standing());
    if (!picked.containsAll(needed)) {
      return List.of();
    }
    return set.plan().changes().stream()
        .filter(change -> picked.contains(change.number()))
        .filter(change -> step.changes().contains(change.number()) || below(change, step.target()))
        .map(change -> undone.number(part(change)))
        .toList();
  }

  private static boolean below(Change change, String directory) {
    return change.edits().stream().anyMatch(edit -> edit.target().startsWith(directory + "/"));
  }

  private static String some(List<String> names) {
    return names.size() > 3
        ? String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more"
        : String.join(", ", names);
  }
}
