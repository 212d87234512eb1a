package io.bulkhead.cli.command;

import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options by which somebody agrees without being asked. */
final class Consent {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  boolean yes;

  @Option(
      names = "--yes=all",
      description = "Nor for changes that are one-way or can cut off access.")
  boolean yesToAll;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "A note for the history.")
  String message = "";

  /** True if the question is to be asked; refuses where nobody could answer. */
  boolean mustAsk(Bulkhead top, String command) {
    if (yes || yesToAll) {
      return false;
    }
    if (!top.canAsk()) {
      throw new UsageException(
          "there is no terminal to ask on, and --yes was not given; nothing was changed",
          command + " --yes");
    }
    return true;
  }

  /**
   * Refuses a plan that plain {@code --yes} does not cover, and one that can cut off access of
   * which nobody said what happens then.
   *
   * @param digest names the one plan that was agreed to, so all its changes; empty if not given
   * @param live a running system, which people have to get into
   */
  void requireCovers(Plan plan, String digest, Safeguard safeguard, boolean live, String command) {
    List<Integer> cutting = live ? Safeguard.cuttingOff(plan) : List.of();
    boolean all = yesToAll || !digest.isEmpty();
    if (all && !cutting.isEmpty() && !safeguard.said()) {
      throw new UsageException(
          words(cutting)
              + " can cut off access, and nobody said what happens then;"
              + " nothing was changed",
          command
              + (yesToAll ? " --yes=all" : "")
              + " --confirm-within 5m    or, undone by nobody: --no-guard");
    }
    List<Integer> risky = risky(plan);
    if (!all && !risky.isEmpty()) {
      throw new UsageException(
          "--yes does not cover "
              + words(risky)
              + ", which cannot be undone or can cut off access; nothing was changed",
          command
              + " --yes=all"
              + (plan.undoes().isEmpty() ? "    or leave them out with --skip" : ""));
    }
  }

  /** Numbers of changes that are one-way or can cut off the operator. */
  static List<Integer> risky(Plan plan) {
    List<Integer> risky = new ArrayList<>();
    for (Change change : plan.changes()) {
      if (change.undo() instanceof Undo.OneWay || change.access() != Access.NONE) {
        risky.add(change.number());
      }
    }
    return risky;
  }

  static String words(List<Integer> numbers) {
    StringBuilder text = new StringBuilder(numbers.size() == 1 ? "change" : "changes");
    for (int number : numbers) {
      text.append(' ').append(number);
    }
    return text.toString();
  }
}
