package io.bulkhead.cli.command;

import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that decide whether a change set goes back unless it is confirmed. */
final class Safeguard {
  static final Duration USUAL = Duration.ofMinutes(5);

  @Option(
      names = "--confirm-within",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description =
          "Undo everything unless `bulkhead confirm` comes in this time, for example 5m; from a new"
              + " login. On by default (5m) for changes that can cut off access.")
  @Nullable Duration within;

  @Option(
      names = "--no-guard",
      description = "Nothing is undone by itself, even if a change cuts off access.")
  boolean none;

  /** The time for the confirmation; empty if the set is final at once. */
  Optional<Duration> time(Plan plan, boolean live) {
    Optional<Duration> asked = asked(live);
    boolean usual = asked.isEmpty() && live && !none && !cuttingOff(plan).isEmpty();
    return usual ? Optional.of(USUAL) : asked;
  }

  /** The time that was asked for; empty if none was. */
  Optional<Duration> asked(boolean live) {
    if (none && within != null) {
      throw new UsageException(
          "--confirm-within and --no-guard contradict each other", "leave one of them out");
    }
    if (within != null && !live) {
      throw new UsageException(
          "--confirm-within watches over a running host, and --root is a tree of files",
          "leave one of them out");
    }
    return Optional.ofNullable(within);
  }

  /** Refuses what can cut somebody off where nothing would undo it, unless that is said. */
  void require(Bulkhead top, Plan plan, String command) throws RemediationException {
    boolean cutting = !cuttingOff(plan).isEmpty() && top.tools().desk().live();
    Optional<String> unguarded =
        cutting && !none ? top.tools().desk().unguarded() : Optional.empty();
    if (unguarded.isPresent()) {
      throw new RemediationException(
          RemediationException.Kind.REFUSED,
          "this can cut off access, and nothing could undo that by itself: "
              + unguarded.get()
              + "\nNothing was changed.",
          command + " --no-guard    if you can get in some other way");
    }
  }

  /** True if it was said what happens when a change cuts off access. */
  boolean said() {
    return none || within != null;
  }

  /** Numbers of changes that can cut somebody off. */
  static List<Integer> cuttingOff(Plan plan) {
    List<Integer> numbers = new ArrayList<>();
    for (Change change : plan.changes()) {
      if (change.access() != Access.NONE) {
        numbers.add(change.number());
      }
    }
    return numbers;
  }
}
