package io.bulkhead.cli.command;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.report.ApplyScreen;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Awaiting;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.apply.SetState;
import io.bulkhead.remediate.apply.SetSummary;
import io.bulkhead.remediate.guard.Logins;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead confirm}. */
@Command(
    name = "confirm",
    description = "Keep a change set that is undone by itself otherwise; from a new login.")
public final class ConfirmCommand extends Verb {
  @Parameters(
      paramLabel = "SET",
      arity = "0..1",
      description = "The set to keep; default: the one that waits.")
  String which = "";

  @Option(
      names = "--extend",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Do not decide yet: so much time from now, for example 5m.")
  @Nullable Duration extend;

  @Option(
      names = "--same-session",
      description = "Accept a login that began before the changes and so proves nothing.")
  boolean sameSession;

  @Override
  public Integer call() throws RemediationException {
    Changing changing = new Changing(top);
    changing.requireRight("confirm");
    HostSnapshot host = tools().look().look();
    ChangeSets sets = tools().desk().undoing(host);
    String id = which.isEmpty() ? "" : sets.show(which).summary().id();
    try (Session session = sets.begin("confirm")) {
      boolean late = changing.tellRecovery(session);
      Optional<Awaiting> awaiting = session.awaiting();
      if (awaiting.isPresent() && (id.isEmpty() || id.equals(awaiting.get().set()))) {
        return extend == null
            ? keep(session, awaiting.get(), changing)
            : extended(session, awaiting.get(), extend);
      }
      if (late) {
        throw late(session.recovered().orElseThrow());
      }
      return notWaiting(sets, id, awaiting);
    }
  }

  private int keep(Session session, Awaiting set, Changing changing) throws RemediationException {
    List<String> said;
    try (ApplyScreen screen = new ApplyScreen(err(), tools().desk().clock(), quiet())) {
      said = session.confirm(changing.actor(), Logins.current(), sameSession, screen);
    }
    said.forEach(line -> err().line("! " + Escape.field(line)));
    out().line(out().style().bold("Confirmed: " + set.set() + " is final."));
    out().line("Undo:  bulkhead rollback " + HistoryCommand.shortId(set.set()));
    return said.isEmpty() ? ExitCode.OK : ExitCode.ERROR;
  }

  private int extended(Session session, Awaiting set, Duration time) throws RemediationException {
    String until = session.extend(time);
    String id = HistoryCommand.shortId(set.set());
    out().line(id + " is undone at " + Escape.field(until) + " unless it is confirmed.");
    out().line("Next:  bulkhead confirm " + id + "    (from a new login)");
    return ExitCode.AWAITING;
  }

  /** Nothing waits, or something else does. */
  private int notWaiting(ChangeSets sets, String id, Optional<Awaiting> other)
      throws RemediationException {
    List<SetSummary> history = sets.history();
    Optional<SetSummary> meant =
        history.stream().filter(s -> id.isEmpty() || s.id().equals(id)).findFirst();
    if (other.isEmpty() && meant.isPresent()) {
      SetState state = meant.get().state();
      if (state == SetState.EXPIRED_UNDONE) {
        throw tooLate(meant.get().id(), state.sentence());
      }
      if (state == SetState.CONFIRMED) {
        out().line(meant.get().id() + " is confirmed already.");
        return ExitCode.OK;
      }
    }
    String what = id.isEmpty() ? "no change set" : id + " does not wait, and no other change set";
    throw new RemediationException(
        Kind.REFUSED,
        other.isPresent()
            ? id + " does not wait for a confirmation; " + other.get().set() + " does"
            : what + " waits for a confirmation",
        other.isPresent() ? "bulkhead confirm" : "bulkhead status");
  }

  private static RemediationException late(RecoveryReport report) {
    return tooLate(report.setId(), "see above");
  }

  private static RemediationException tooLate(String id, String why) {
    return new RemediationException(
        Kind.LATE,
        "too late: " + id + " had been undone. " + why,
        "bulkhead show " + HistoryCommand.shortId(id) + "    then bulkhead plan");
  }
}
