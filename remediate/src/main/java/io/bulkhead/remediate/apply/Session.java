package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.journal.Journal;
import io.bulkhead.remediate.journal.JournalDamaged;
import io.bulkhead.remediate.state.Ballast;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateLock;
import java.util.Optional;
import java.util.Set;

/** The time in which this process holds the lock. */
public final class Session implements AutoCloseable {
  private final ChangeSets.Parts parts;
  private final Folder state;
  private final StateLock lock;
  private final Journal journal;
  private final Optional<RecoveryReport> recovered;

  private Session(
      ChangeSets.Parts parts,
      Folder state,
      StateLock lock,
      Journal journal,
      Optional<RecoveryReport> recovered) {
    this.parts = parts;
    this.state = state;
    this.lock = lock;
    this.journal = journal;
    this.recovered = recovered;
  }

  static Session begin(ChangeSets.Parts parts, String command) throws RemediationException {
    Folder state = parts.state().prepare();
    try {
      StateLock lock = StateLock.take(state, command, parts.clock());
      try {
        return locked(parts, state, lock);
      } catch (RemediationException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (RemediationException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private static Session locked(ChangeSets.Parts parts, Folder state, StateLock lock)
      throws RemediationException {
    Journal journal;
    try {
      journal = Journal.open(state, parts.clock());
    } catch (JournalDamaged e) {
      throw Failures.damaged(e);
    } catch (SysException e) {
      throw Failures.before(e);
    }
    try {
      Optional<RecoveryReport> recovered = new Recovery(parts, state, journal).run();
      Ballast.fill(state);
      return new Session(parts, state, lock, journal, recovered);
    } catch (RemediationException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** What was done about an interrupted set when the lock was taken. */
  public Optional<RecoveryReport> recovered() {
    return recovered;
  }

  /** A sentence if the journal's last record was torn and cut off. */
  public Optional<String> repaired() {
    return journal.repaired();
  }

  /**
   * Applies a plan, of fixes or of a rollback: all of it or nothing.
   *
   * @throws RemediationException REFUSED when the host moved, BEFORE when nothing was changed yet,
   *     WENT_BACK when it failed and all is as before, STUCK when something could not be put back;
   *     the message has one sentence a line
   */
  public ApplyResult apply(Prepared prepared, Actor actor, String message, Progress progress)
      throws RemediationException {
    if (!prepared.plan().conflicts().isEmpty()) {
      throw new RemediationException(
          Kind.REFUSED,
          String.join("\n", prepared.plan().conflicts()) + "\nNothing was changed.",
          "bulkhead plan");
    }
    return new Application(parts, state, journal, prepared, progress).run(actor, message);
  }

  /**
   * Removes the contents kept for change sets.
   *
   * @param ids of sets that are final
   */
  public Forgotten forget(Set<String> ids) throws RemediationException {
    return new Forgetting(state, journal).forget(ids);
  }

  /** Hash of the journal's last record, hex. */
  public String head() {
    return journal.head();
  }

  @Override
  public void close() {
    journal.close();
    lock.close();
    state.close();
  }
}
