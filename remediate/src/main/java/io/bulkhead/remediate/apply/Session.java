package io.bulkhead.remediate.apply;

import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import java.util.Optional;

/** The time in which this process holds the lock. */
public final class Session implements AutoCloseable {
  Session() {}

  /** What was done about an interrupted set when the lock was taken. */
  public Optional<RecoveryReport> recovered() {
    throw new UnsupportedOperationException();
  }

  /**
   * Applies a plan, of fixes or of a rollback: all of it or nothing.
   *
   * @throws RemediationException REFUSED when the host moved, BEFORE when nothing was changed yet,
   *     WENT_BACK when it failed and all is as before, STUCK when something could not be put back
   */
  public ApplyResult apply(Prepared prepared, Actor actor, String message, Progress progress)
      throws RemediationException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
