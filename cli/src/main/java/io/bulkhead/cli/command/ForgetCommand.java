package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.Forgotten;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.apply.SetSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code bulkhead history forget}. */
@Command(
    name = "forget",
    description =
        "Remove the file contents kept for change sets, such as an old password. What was done"
            + " stays listed; undoing it is not possible any more.")
public final class ForgetCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  HistoryCommand history;

  @Parameters(paramLabel = "SET", arity = "0..*", description = "Change sets to forget.")
  List<String> ids = new ArrayList<>();

  @Option(
      names = "--keep",
      paramLabel = "AGE",
      description = "Forget every set older than this, for example 90d.")
  String keep = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  boolean yes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public Integer call() throws RemediationException {
    if (ids.isEmpty() == keep.isEmpty()) {
      throw new UsageException(
          "say what to forget: change sets, or --keep with an age",
          "bulkhead history forget 7f3a    or bulkhead history forget --keep 90d");
    }
    Duration age = keep.isEmpty() ? Duration.ZERO : age();
    Bulkhead top = history.top;
    if (!yes && !top.canAsk()) {
      throw new UsageException(
          "there is no terminal to ask on, and --yes was not given; nothing was changed",
          "bulkhead history forget --yes "
              + (keep.isEmpty()
                  ? String.join(" ", ids.stream().map(Escape::field).toList())
                  : "--keep " + Escape.field(keep)));
    }
    new Changing(top).requireRight("history forget");
    ChangeSets sets = history.tools().desk().undoing(history.tools().look().look());
    Set<String> wanted = keep.isEmpty() ? named(sets) : olderThan(sets, age);
    if (wanted.isEmpty()) {
      history.out().line("Nothing to forget.");
      return ExitCode.OK;
    }
    if (!yes && !agreed(wanted)) {
      history.out().line("Nothing was changed.");
      return ExitCode.OK;
    }
    Changing changing = new Changing(top);
    try (Session session = sets.begin("history forget")) {
      changing.tellRecovery(session);
      tell(session.forget(wanted, changing.actor()));
      changing.head(session);
    }
    return ExitCode.OK;
  }

  private void tell(Forgotten done) {
    history
        .out()
        .line(
            String.format(
                Locale.ROOT,
                "Forgot the contents of %d %s: %d files, %d bytes removed. They cannot be undone any more.",
                done.sets(),
                done.sets() == 1 ? "set" : "sets",
                done.contents(),
                done.bytes()));
    if (done.shared() > 0) {
      history
          .out()
          .line(done.shared() + " contents stay, because other sets need the very same bytes.");
    }
  }

  private boolean agreed(Set<String> wanted) {
    history.out().flush();
    String question =
        "Remove the contents kept for "
            + String.join(", ", wanted)
            + "? They cannot be undone afterwards. [y/N] ";
    String said = history.top.prompt().ask(question).orElse("").toLowerCase(Locale.ROOT);
    return said.equals("y") || said.equals("yes");
  }

  private Set<String> named(ChangeSets sets) throws RemediationException {
    Set<String> wanted = new LinkedHashSet<>();
    for (String id : ids) {
      wanted.add(sets.resolve(id));
    }
    return wanted;
  }

  private Set<String> olderThan(ChangeSets sets, Duration age) throws RemediationException {
    Instant limit = history.tools().desk().clock().instant().minus(age);
    Set<String> wanted = new LinkedHashSet<>();
    for (SetSummary set : sets.history()) {
      if (!set.forgotten() && Instant.parse(set.at()).isBefore(limit)) {
        wanted.add(set.id());
      }
    }
    return wanted;
  }

  private Duration age() {
    if (!keep.matches("[1-9][0-9]{0,4}[dhm]")) {
      throw new UsageException(
          "'" + keep + "' is not an age", "bulkhead history forget --keep 90d    (d, h or m)");
    }
    long count = Long.parseLong(keep.substring(0, keep.length() - 1));
    return switch (keep.charAt(keep.length() - 1)) {
      case 'd' -> Duration.ofDays(count);
      case 'h' -> Duration.ofHours(count);
      default -> Duration.ofMinutes(count);
    };
  }
}
