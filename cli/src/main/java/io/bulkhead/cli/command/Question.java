package io.bulkhead.cli.command;

import io.bulkhead.audit.CheckId;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.report.ChangeTable;
import io.bulkhead.cli.report.DiffScreen;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Prompt;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.plan.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Asks whether a plan is to be applied; lets the person choose changes first. */
final class Question {
  private final Prompt prompt;
  private final Channel screen;
  private final Judge judge;
  private final Replanner replanner;
  private final Function<Plan, Optional<Duration>> confirmWithin;

  /** Makes the plan of a selection from the look at the host that the question is about. */
  @FunctionalInterface
  interface Replanner {
    Prepared plan(Selection selection) throws RemediationException;
  }

  /**
   * @param confirmWithin time in which a plan must be confirmed; empty if it is final at once
   */
  Question(
      Prompt prompt,
      Judge judge,
      Replanner replanner,
      Function<Plan, Optional<Duration>> confirmWithin) {
    this.confirmWithin = confirmWithin;
    this.prompt = prompt;
    this.screen = prompt.screen();
    this.judge = judge;
    this.replanner = replanner;
  }

  /** The selection to apply; empty for no. */
  Optional<Selection> ask(Plan plan, Selection selection) throws RemediationException {
    Plan shown = plan;
    Selection chosen = selection;
    while (true) {
      head(shown);
      Optional<String> said = prompt.ask("[y/N/s/d/e/?] ");
      String answer = said.orElse("").toLowerCase(Locale.ROOT);
      if (answer.isEmpty() || answer.equals("n") || answer.equals("no")) {
        return Optional.empty();
      } else if (answer.equals("y") || answer.equals("yes")) {
        return typedName(shown) ? Optional.of(chosen) : Optional.empty();
      } else if (answer.equals("s") || answer.equals("select")) {
        Set<Integer> numbers = select(plan, numbers(shown));
        if (!numbers.isEmpty() && !numbers.equals(numbers(shown))) {
          chosen = new Selection(selection.only(), selection.skip(), numbers);
          shown = replanner.plan(chosen).plan();
          ChangeTable.print(screen, shown.changes(), false);
        }
      } else if (answer.equals("d") || answer.equals("diff")) {
        shown.diffs().forEach(diff -> DiffScreen.print(screen, diff));
      } else if (answer.startsWith("e")) {
        explain(shown, answer.substring(1).strip());
      } else {
        help(answer);
      }
    }
  }

  private void head(Plan plan) {
    int n = plan.changes().size();
    screen.line();
    screen.line(
        screen
            .style()
            .bold(
                "Apply "
                    + n
                    + (n == 1 ? " change" : " changes")
                    + " to "
                    + Escape.field(plan.host().name())
                    + "?  "
                    + docker(plan)));
    confirmWithin
        .apply(plan)
        .ifPresent(
            time ->
                screen.line(
                    "Everything is undone by itself unless you confirm within "
                        + TimeSpan.words(time)
                        + "."));
    screen.line("  y yes   n no   s select   d diff   e 2 explain change 2   ? help");
  }

  private static String docker(Plan plan) {
    return switch (plan.engine().kind()) {
      case NONE -> "Docker is not touched.";
      case RELOAD -> "Docker reloads once.";
      case RESTART -> "Docker restarts once.";
      case RESTART_BY_HAND -> "You restart Docker afterwards.";
    };
  }

  private void help(String answer) {
    if (!answer.equals("?")) {
      screen.line("'" + Escape.field(answer) + "' is none of y, n, s, d, e and ?");
    }
    screen.line("  y      apply these changes now");
    screen.line("  n      leave the host as it is; Enter does the same");
    screen.line("  s      leave changes out, or take them in again");
    screen.line("  d      show the diffs");
    screen.line("  e 2    say what change 2 is about and what may break");
  }

  /** One-way changes and those that can cut off access need the host's name, not a reflex. */
  private boolean typedName(Plan plan) {
    List<Integer> risky = Consent.risky(plan);
    if (risky.isEmpty()) {
      return true;
    }
    String name = plan.host().name().isEmpty() ? "yes" : plan.host().name();
    Optional<String> said =
        prompt.ask(
            Consent.words(risky)
                + " cannot be undone or can cut off access. To go on, type "
                + Escape.field(name)
                + ": ");
    return said.isPresent() && said.get().equals(name);
  }

  private Set<Integer> select(Plan all, Set<Integer> on) {
    Set<Integer> chosen = new TreeSet<>(on);
    screen.line("  -8 -9 leaves changes out, +8 takes one in again, done ends, empty gives up");
    while (true) {
      Optional<String> said = prompt.ask("select> ");
      if (said.isEmpty() || said.get().isEmpty()) {
        return on;
      }
      if (said.get().equals("done")) {
        if (!chosen.isEmpty()) {
          return chosen;
        }
        screen.line("  nothing is left; take a change in, or give up with an empty line");
        continue;
      }
      for (String word : said.get().split("[ ,]+")) {
        toggle(word, numbers(all), chosen);
      }
      state(all, chosen);
    }
  }

  private void toggle(String word, Set<Integer> known, Set<Integer> chosen) {
    boolean off = word.startsWith("-");
    String digits = off || word.startsWith("+") ? word.substring(1) : word;
    boolean number =
        !digits.isEmpty()
            && digits.length() < 5
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || !known.contains(Integer.valueOf(digits))) {
      screen.line("  there is no change '" + Escape.field(word) + "'");
    } else if (off) {
      chosen.remove(Integer.valueOf(digits));
    } else {
      chosen.add(Integer.valueOf(digits));
    }
  }

  private void state(Plan all, Set<Integer> chosen) {
    StringBuilder off = new StringBuilder();
    for (Change change : all.changes()) {
      if (!chosen.contains(change.number())) {
        off.append(' ').append(change.number());
      }
    }
    screen.line(
        "  off:"
            + (off.length() == 0 ? " none" : off)
            + "     "
            + chosen.size()
            + (chosen.size() == 1 ? " change left" : " changes left"));
  }

  private void explain(Plan plan, String digits) {
    boolean any = false;
    for (Change change : plan.changes()) {
      if (digits.isEmpty() || String.valueOf(change.number()).equals(digits)) {
        any = true;
        screen.line(
            "  "
                + change.number()
                + "  "
                + Escape.field(change.what())
                + "  "
                + Escape.field(change.values()));
        for (CheckId id : change.fixes()) {
          judge
              .catalogue()
              .find(id)
              .ifPresent(
                  check ->
                      screen.line(
                          "     "
                              + id
                              + " "
                              + check.meta().title()
                              + ". "
                              + check.meta().because()));
        }
        if (!change.breaks().isEmpty()) {
          screen.line("     may break: " + Escape.field(change.breaks()));
        }
      }
    }
    if (!any) {
      screen.line("  there is no change '" + Escape.field(digits) + "'");
    }
  }

  private static Set<Integer> numbers(Plan plan) {
    Set<Integer> numbers = new TreeSet<>();
    for (Change change : plan.changes()) {
      numbers.add(change.number());
    }
    return numbers;
  }
}
