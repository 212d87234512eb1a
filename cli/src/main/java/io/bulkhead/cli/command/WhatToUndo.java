package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.plan.RollbackRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which changes a rollback takes back, and what it does where others changed them since. */
final class WhatToUndo {
  private static final String ALL = "all";

  @Parameters(
      paramLabel = "SET",
      arity = "0..1",
      description = "A change set as `bulkhead history` lists it; default: the newest in force.")
  String which = "";

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "N",
      description = "Only these changes of the set, by the numbers that `bulkhead show` gives.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "SET",
      description = "Undo everything that came after this set, and keep the set itself.")
  String to = "";

  @Option(
      names = "--with-dependents",
      description = "Also undo later changes that are about the same things.")
  boolean withDependents;

  @Option(
      names = "--skip-conflicts",
      description = "Leave what others changed since, undo the rest, and exit with 5.")
  boolean skipConflicts;

  @Option(
      names = "--force",
      arity = "0..1",
      split = ",",
      paramLabel = "N",
      fallbackValue = ALL,
      description =
          "Take these changes back even where others changed them since (no number: all of them);"
              + " what is overwritten is kept in the new set.")
  List<String> force = new ArrayList<>();

  /** Refuses options that do not go together, before anything is looked at. */
  void check() {
    if (!to.isEmpty() && (!which.isEmpty() || !only.isEmpty())) {
      throw new UsageException(
          "--to undoes whole sets; a set or --only does not go with it",
          "bulkhead rollback --to " + Escape.field(to));
    }
    numbers(only, "--only");
    if (!force.equals(List.of(ALL))) {
      numbers(force, "--force");
    }
  }

  /** The set that is named; empty for the newest one. */
  String named() {
    return to.isEmpty() ? which : to;
  }

  RollbackRequest request(String set) {
    boolean all = force.equals(List.of(ALL));
    return new RollbackRequest(
        set,
        !to.isEmpty(),
        numbers(only, "--only"),
        withDependents,
        skipConflicts,
        all,
        all ? Set.of() : numbers(force, "--force"));
  }

  /** The command as given, as far as it says what to undo. */
  String command() {
    StringBuilder text = new StringBuilder("bulkhead rollback");
    text.append(which.isEmpty() ? "" : " " + Escape.field(which));
    text.append(to.isEmpty() ? "" : " --to " + Escape.field(to));
    text.append(only.isEmpty() ? "" : " --only " + Escape.field(String.join(",", only)));
    text.append(withDependents ? " --with-dependents" : "");
    return text.toString();
  }

  private static Set<Integer> numbers(List<String> words, String option) {
    Set<Integer> numbers = new TreeSet<>();
    for (String word : words) {
      if (!word.matches("c?[1-9][0-9]{0,3}")) {
        throw new UsageException(
            "'" + word + "' is not the number of a change",
            option.equals("--force")
                ? "bulkhead rollback SET --force    or --force 3,5"
                : "bulkhead rollback SET --only 3,5");
      }
      numbers.add(Integer.valueOf(word.startsWith("c") ? word.substring(1) : word));
    }
    return numbers;
  }
}
