package io.bulkhead.cli.command;

import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.report.ApplyScreen;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.Actor;
import io.bulkhead.remediate.apply.ApplyResult;
import io.bulkhead.remediate.apply.Approval;
import io.bulkhead.remediate.apply.Awaiting;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.guard.Logins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What apply, rollback and recover have in common. */
final class Changing {
  /**
   * On which terms a set is applied.
   *
   * @param message a note for the history
   * @param confirmWithin it goes back unless it is confirmed in this time; empty if it is final
   */
  record Terms(String message, Optional<Duration> confirmWithin) {}

  private final Bulkhead top;

  Changing(Bulkhead top) {
    this.top = top;
  }

  /** The running system is changed by root only; a tree of files by whoever may write it. */
  void requireRight(String command) {
    ChangeDesk desk = top.tools().desk();
    if (desk.live() && desk.effectiveUid() != 0) {
      throw new FailedException(
          ExitCode.NEEDS_ROOT,
          "changing this host needs root, and this is uid " + desk.effectiveUid(),
          "sudo bulkhead " + command);
    }
  }

  /**
   * Says what was done about an interrupted set, now or by the guard since the last command; true
   * if it was done now.
   */
  boolean tellRecovery(Session session) {
    Channel err = top.terminal().err();
    List<String> news = session.news();
    Optional<RecoveryReport> report = session.recovered();
    if (report.isEmpty()) {
      tell(err, news);
      return false;
    }
    tell(err, report.get().lines());
    return true;
  }

  /** Asks for yes or no; without a terminal nobody agrees. */
  boolean agreed(String question) {
    if (!top.canAsk()) {
      throw new UsageException(
          "there is no terminal to ask on, and --yes was not given; nothing was changed", "--yes");
    }
    while (true) {
      String said = top.prompt().ask(question).orElse("").toLowerCase(Locale.ROOT);
      if (said.equals("y") || said.equals("yes")) {
        return true;
      }
      if (said.isEmpty() || said.equals("n") || said.equals("no")) {
        return false;
      }
      top.terminal().err().line("'" + Escape.field(said) + "' is neither y nor n");
    }
  }

  /** Sentences that begin with what happened. */
  static void tell(Channel err, List<String> lines) {
    String start = err.style().warn("!") + " ";
    for (String line : lines) {
      err.line(start + Escape.field(line));
      start = "  ";
    }
    err.flush();
  }

  /** Applies and prints the verdict. */
  int apply(Session session, Prepared prepared, Terms terms, String verb)
      throws RemediationException {
    Channel err = top.terminal().err();
    int n = prepared.plan().changes().size();
    top.terminal().flush();
    if (!top.globals().quiet()) {
      err.line(
          err.style()
              .bold(
                  verb
                      + " "
                      + n
                      + (n == 1 ? " change on " : " changes on ")
                      + Escape.field(prepared.plan().host().name())
                      + "   plan "
                      + prepared.plan().shortDigest()));
    }
    String head = session.head();
    ApplyResult result;
    try (ApplyScreen screen =
        new ApplyScreen(err, top.tools().desk().clock(), top.globals().quiet())) {
      result =
          session.apply(
              prepared, new Approval(actor(), terms.message(), terms.confirmWithin()), screen);
    } catch (RemediationException e) {
      if (!session.head().equals(head)) {
        err.line("Journal head " + shortened(session.head()) + ".");
      }
      throw e;
    }
    verdict(prepared.plan(), result);
    if (result.awaiting().isPresent()) {
      notFinal(prepared.plan(), result.awaiting().get());
      return ExitCode.AWAITING;
    }
    return ExitCode.OK;
  }

  /** Says the head of the journal, which whoever keeps it elsewhere can compare later. */
  void head(Session session) {
    top.terminal().out().line("Journal head " + shortened(session.head()) + ".");
  }

  private static String shortened(String head) {
    return head.substring(0, Math.min(8, head.length()));
  }

  private void verdict(Plan plan, ApplyResult result) {
    Channel out = top.terminal().out();
    for (String line : result.lines()) {
      out.line("! " + Escape.field(line));
    }
    boolean undo = !plan.undoes().isEmpty();
    String head = result.journalHead();
    String sentence =
        String.format(
            Locale.ROOT,
            "%s %d of %2$d in %.1f s.  Set %s.  Journal head %s.",
            undo ? "Undone" : "Applied",
            plan.changes().size(),
            result.seconds(),
            result.setId(),
            shortened(head));
    out.line(out.style().bold(sentence));
    if (!undo && result.awaiting().isEmpty()) {
      out.line("Undo:  bulkhead rollback " + HistoryCommand.shortId(result.setId()));
    }
  }

  private void notFinal(Plan plan, Awaiting awaiting) {
    Channel out = top.terminal().out();
    int n = plan.changes().size();
    out.line();
    out.line("Not final yet. Log in to this host anew, and there run");
    out.line(
        "    " + out.style().bold("bulkhead confirm " + HistoryCommand.shortId(awaiting.set())));
    out.line(
        "before "
            + awaiting.deadline()
            + ", otherwise "
            + (plan.undoes().isEmpty()
                ? (n == 1 ? "the change is" : "its " + n + " changes are")
                : "this rollback is")
            + " undone.");
  }

  Actor actor() {
    Environment environment = top.environment();
    String sudo = environment.text("SUDO_USER");
    return new Actor(
        sudo.isEmpty() ? environment.user() : sudo,
        loginUid(),
        sudo,
        Logins.current().sshConnection(),
        tty());
  }

  private static String loginUid() {
    try {
      String uid = Files.readString(Path.of("/proc/self/loginuid"), StandardCharsets.UTF_8).strip();
      return uid.equals("4294967295") ? "" : uid;
    } catch (IOException e) {
      return "";
    }
  }

  private static String tty() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") ? target : "";
    } catch (IOException e) {
      return "";
    }
  }
}
