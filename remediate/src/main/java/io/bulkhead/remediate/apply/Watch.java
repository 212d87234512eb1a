package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.apply.Guard.GuardFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The timers of one set. A new one always runs before the journal knows its deadline, and an old
 * one is ended only afterwards, so that at no moment nobody watches.
 */
final class Watch {
  private final ChangeSets.Parts parts;
  private final SetLog log;
  private final String set;
  private final List<String> timers = new ArrayList<>();

  Watch(ChangeSets.Parts parts, SetLog log, String set) {
    this.parts = parts;
    this.log = log;
    this.set = set;
  }

  /** Takes over timers that an earlier run started. */
  void resume(List<String> started) {
    timers.addAll(started);
  }

  /** Before anything that could lock somebody out. */
  Deadline arm(Duration within) throws GuardFailed, SysException {
    Deadline deadline = start(within);
    log.arm(timers.get(timers.size() - 1), deadline);
    return deadline;
  }

  /** The set is complete: from now on its time runs. */
  Deadline commit(Duration within) throws GuardFailed, SysException {
    Deadline deadline = start(within);
    log.commitAwaiting(timers.get(timers.size() - 1), deadline, parts.guard().uptime());
    stopAllBut(1);
    return deadline;
  }

  /** More time, counted from now. */
  Deadline extend(Duration within) throws GuardFailed, SysException {
    Deadline deadline = arm(within);
    stopAllBut(1);
    return deadline;
  }

  /** The set is final or gone. */
  void end() {
    stopAllBut(0);
  }

  private Deadline start(Duration within) throws GuardFailed {
    // taken first, so that the timer never rings before it
    Deadline deadline = Deadline.in(within, parts.clock(), parts.guard());
    timers.add(parts.guard().start(set, timers.size() + 1, within));
    return deadline;
  }

  private void stopAllBut(int newest) {
    for (int i = 0; i < timers.size() - newest; i++) {
      parts.guard().stop(timers.get(i));
    }
  }
}
