package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Guard.GuardFailed;
import io.bulkhead.remediate.journal.Journal;
import io.bulkhead.remediate.journal.JournalDamaged;
import io.bulkhead.remediate.state.Ballast;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateLock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The time in which this process holds the lock. */
public final class Session implements AutoCloseable {
  private final ChangeSets.Parts parts;
  private final Held held;
  private final StateLock lock;
  private final Recovery recovery;
  private final Optional<RecoveryReport> recovered;
  private final List<String> news;
  private final boolean attended;
  private final boolean room;

  private Session(
      ChangeSets.Parts parts, Held held, StateLock lock, Recovery recovery, Occasion occasion)
      throws RemediationException, SysException {
    this.parts = parts;
    this.held = held;
    this.lock = lock;
    this.recovery = recovery;
    this.recovered = recovery.run(occasion);
    this.news = News.read(held.state());
    this.attended = !occasion.unattended();
    this.room = Ballast.fill(held.state());
  }

  static Session begin(ChangeSets.Parts parts, String command, Occasion occasion)
      throws RemediationException {
    Folder state = parts.state().prepare();
    try {
      StateLock lock =
          occasion == Occasion.EXPIRY
              ? new Turn(parts).take(state, command)
              : StateLock.take(state, command, parts.clock());
      try {
        return locked(parts, state, lock, occasion);
      } catch (RemediationException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (RemediationException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private static Session locked(
      ChangeSets.Parts parts, Folder state, StateLock lock, Occasion occasion)
      throws RemediationException {
    Journal journal;
    try {
      journal = Journal.open(state, parts.clock());
    } catch (JournalDamaged e) {
      throw Failures.damaged(e);
    } catch (SysException e) {
      throw Failures.before(e);
    }
    Held held = new Held(state, journal);
    Signals.Hold hold = parts.signals().hold();
    try {
      return new Session(parts, held, lock, new Recovery(parts, held), occasion);
    } catch (RemediationException | RuntimeException e) {
      journal.close();
      throw e;
    } catch (SysException e) {
      journal.close();
      throw Failures.before(e);
    } finally {
      hold.close();
    }
  }

  /** What was done about an interrupted set when the lock was taken. */
  public Optional<RecoveryReport> recovered() {
    return recovered;
  }

  /** What was done by the guard or at boot since the last command; told only once. */
  public List<String> news() {
    if (attended) {
      News.forget(held.state());
    }
    return news;
  }

  /** Tells those who are logged in now, and the next command. */
  public void announce(List<String> lines) {
    parts.guard().tell(String.join(" ", lines));
    News.keep(held.state(), lines);
  }

  /** A sentence if the journal's last record was torn and cut off. */
  public Optional<String> repaired() {
    return held.journal().repaired();
  }

  /** The set that waits for its confirmation; nothing else may be applied before. */
  public Optional<Awaiting> awaiting() {
    return recovery.awaiting();
  }

  /**
   * Applies a plan, of fixes or of a rollback: all of it or nothing.
   *
   * @throws RemediationException REFUSED when the host moved, BEFORE when nothing was changed yet,
   *     WENT_BACK when it failed and all is as before, STUCK when something could not be put back;
   *     the message has one sentence a line
   */
  public ApplyResult apply(Prepared prepared, Approval approval, Progress progress)
      throws RemediationException {
    requireNothingWaits();
    if (!prepared.plan().conflicts().isEmpty()) {
      throw new RemediationException(
          Kind.REFUSED,
          String.join("\n", prepared.plan().conflicts()) + "\nNothing was changed.",
          "bulkhead plan");
    }
    if (!room) {
      throw new RemediationException(
          Kind.BEFORE,
          "the disk is too full to begin: the way back needs 1 MiB below '"
              + parts.state().path()
              + "'. Nothing was changed.",
          "df -h " + parts.state().path());
    }
    return new Application(parts, held, prepared, approval, progress).run();
  }

  /** Nothing is applied while a set waits for its confirmation. */
  public void requireNothingWaits() throws RemediationException {
    if (awaiting().isPresent()) {
      throw waits(awaiting().get());
    }
  }

  private static RemediationException waits(Awaiting set) {
    String name = Words.shortId(set.set());
    return new RemediationException(
        Kind.REFUSED,
        "%s waits for its confirmation until %s; nothing else is applied before"
            .formatted(name, set.deadline()),
        "bulkhead confirm " + name + "    or take it back now: bulkhead rollback " + name);
  }

  /**
   * Makes the waiting set final.
   *
   * @param login where the confirmation comes from; must have begun after the set was in force
   * @param anyLogin a login that proves nothing is good enough
   * @return sentences about what was kept aside or could not be done
   */
  public List<String> confirm(Actor actor, Login login, boolean anyLogin, Progress progress)
      throws RemediationException {
    Awaiting set = awaiting().orElseThrow();
    Optional<String> doubt = anyLogin ? Optional.empty() : login.doubt(set);
    if (doubt.isPresent()) {
      throw new RemediationException(
          Kind.REFUSED,
          doubt.get()
              + ", so it does not prove that you can still get in."
              + "\nLog in anew and confirm from there, before "
              + set.deadline()
              + ".",
          "bulkhead confirm " + Words.shortId(set.set()) + " --same-session    if you are sure");
    }
    Signals.Hold hold = parts.signals().hold();
    try (Work work = recovery.resume(set.set())) {
      List<String> said = new Confirming(work, progress).keep(actor);
      log("change set " + set.set() + " confirmed by " + actor.name());
      return said;
    } catch (SysException e) {
      throw Failures.before(e);
    } finally {
      hold.close();
    }
  }

  /** Gives the waiting set more time, counted from now; returns the new deadline, RFC 3339 UTC. */
  public String extend(Duration within) throws RemediationException {
    try (Work work = recovery.resume(awaiting().orElseThrow().set())) {
      String until = new Confirming(work, Progress.SILENT).extend(within).wall();
      log("change set " + work.manifest.set() + " waits for a confirmation until " + until);
      return until;
    } catch (GuardFailed e) {
      throw new RemediationException(
          Kind.BEFORE, "the time could not be extended: " + e.getMessage(), "bulkhead status", e);
    } catch (SysException e) {
      throw Failures.before(e);
    }
  }

  /** Takes the waiting set back now. */
  public RecoveryReport takeBack(Actor actor) throws RemediationException {
    Signals.Hold hold = parts.signals().hold();
    try {
      RecoveryReport report = recovery.takeBack(awaiting().orElseThrow());
      log("change set " + report.setId() + " taken back by " + actor.name());
      return report;
    } catch (SysException e) {
      throw Failures.before(e);
    } finally {
      hold.close();
    }
  }

  /**
   * Removes the contents kept for change sets.
   *
   * @param ids of sets that are final
   */
  public Forgotten forget(Set<String> ids, Actor actor) throws RemediationException {
    Forgotten done = new Forgetting(held.state(), held.journal()).forget(ids);
    log("contents of " + String.join(" ", ids) + " forgotten by " + actor.name());
    return done;
  }

  private void log(String what) {
    parts.guard().log(what + ", journal head " + head());
  }

  /** Hash of the journal's last record, hex. */
  public String head() {
    return held.journal().head();
  }

  @Override
  public void close() {
    held.journal().close();
    lock.close();
    held.state().close();
  }
}
