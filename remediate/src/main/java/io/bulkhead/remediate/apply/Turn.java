package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the lock on behalf of the guard, who must not be kept out: a holder that is stopped, or
 * busy for longer than anything takes, is killed, and what it left is recovered.
 */
final class Turn {
  /** Longer than any step may take, an engine that does not come back included. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** A process that was stopped by hand gets so much time to be continued. */
  private static final Duration STOPPED = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ChangeSets.Parts parts;

  Turn(ChangeSets.Parts parts) {
    this.parts = parts;
  }

  StateLock take(Folder state, String command) throws RemediationException {
    Duration began = parts.guard().uptime();
    while (true) {
      try {
        return StateLock.take(state, command, parts.clock());
      } catch (RemediationException e) {
        if (e.kind() != Kind.BUSY) {
          throw e;
        }
        killIfOverdue(state, parts.guard().uptime().minus(began));
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static void killIfOverdue(Folder state, Duration waited) throws RemediationException {
    try {
      Optional<StateLock.Holder> holder = StateLock.holder(state);
      if (holder.isPresent()) {
        Duration limit = holder.get().stopped() ? STOPPED : LONGEST;
        if (waited.compareTo(limit) > 0) {
          holder.get().kill();
        }
      }
    } catch (SysException e) {
      throw Failures.before(e);
    }
  }
}
