package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Edit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was found out while sets are taken back: edits that go, what stays, what clashes. */
final class Undone {
  private final Map<Part, Integer> numbers;
  private final RollbackRequest request;
  private final Map<Part, List<Edit>> edits = new LinkedHashMap<>();
  private final Set<Part> settled = new HashSet<>();
  private final List<String> kept = new ArrayList<>();
  private final Map<Integer, String> oneWay = new TreeMap<>();
  private final List<String> overwritten = new ArrayList<>();
  private final List<Rollback.Conflict> conflicts = new ArrayList<>();

  /**
   * @param numbers of the changes in the plan of the rollback
   */
  Undone(Map<Part, Integer> numbers, RollbackRequest request) {
    this.numbers = numbers;
    this.request = request;
  }

  int number(Part part) {
    return numbers.getOrDefault(part, part.change());
  }

  /** True if the operator wants one of these taken back whatever others did. */
  boolean forces(Collection<Part> parts) {
    return parts.stream().anyMatch(part -> request.forces(number(part)));
  }

  void edit(Part part, Edit inverse) {
    edits.computeIfAbsent(part, p -> new ArrayList<>()).add(inverse);
  }

  /** These need nothing: what they changed is as it was before. */
  void settle(Collection<Part> parts, String sentence) {
    settled.addAll(parts);
    keep(sentence);
  }

  /** True if something of a change was found as it was before. */
  boolean settled(Part part) {
    return settled.contains(part);
  }

  void keep(String sentence) {
    if (!kept.contains(sentence)) {
      kept.add(sentence);
    }
  }

  /** Cannot be taken back; the rest of these changes can. */
  void oneWay(Collection<Part> parts, String why) {
    parts.forEach(part -> oneWay.put(number(part), why));
  }

  /** Why parts of changes cannot be taken back, by number. */
  Map<Integer, String> oneWay() {
    return Collections.unmodifiableMap(oneWay);
  }

  void overwrite(String sentence) {
    overwritten.add(sentence + " (kept in the new set)");
  }

  void conflict(Collection<Part> parts, String sentence, boolean forcible) {
    TreeSet<Integer> held = new TreeSet<>();
    parts.forEach(part -> held.add(number(part)));
    conflicts.add(new Rollback.Conflict(List.copyOf(held), sentence, forcible));
  }

  /** Either a conflict, or overwritten: true if it is to be taken back all the same. */
  boolean clash(Collection<Part> parts, String sentence) {
    if (forces(parts)) {
      overwrite(sentence);
      return true;
    }
    conflict(parts, sentence, true);
    return false;
  }

  /** Inverse edits of a change; empty if it has nothing left to take back. */
  List<Edit> edits(Part part) {
    return edits.getOrDefault(part, List.of());
  }

  List<Edit> edits() {
    return edits.values().stream().flatMap(List::stream).toList();
  }

  List<String> kept() {
    return List.copyOf(kept);
  }

  List<String> overwritten() {
    return List.copyOf(overwritten);
  }

  List<Rollback.Conflict> conflicts() {
    return List.copyOf(conflicts);
  }
}
