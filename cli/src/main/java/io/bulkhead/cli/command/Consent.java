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

  /** Refuses a plan that plain {@code --yes} does not cover. */
  void requireCovers(Plan plan, String command) {
    List<Integer> risky = risky(plan);
    if (!yesToAll && !risky.isEmpty()) {
      throw new UsageException(
          "--yes does not cover "
              + words(risky)
              + ", which cannot be undone or can cut off access; nothing was changed",
          command + " --yes=all    or leave them out with --skip");
    }
  }

  /** Numbers of changes that are one-way or can cut off the operator. */
  static List<Integer> risky(Plan plan) {
    List<Integer> risky = new ArrayList<>();
    for (Change change : plan.changes()) {
      if (change.undo() instanceof Undo.OneWay
          || change.access() == Access.LOGIN
          || change.access() == Access.DOCKER_API) {
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
