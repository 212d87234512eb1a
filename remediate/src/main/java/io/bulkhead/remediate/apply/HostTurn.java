package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.Progress.Mark;
import io.bulkhead.remediate.Step;

/** The part of a change set that is neither files nor the engine, forwards and backwards. */
final class HostTurn {
  private final Work work;
  private final Progress progress;

  HostTurn(Work work, Progress progress) {
    this.work = work;
    this.progress = progress;
  }

  /** Makes a reader take over the files and asks whether it did. */
  void forward(Step.Reread step) throws HostFailed, SysException {
    work.log.intent(step);
    work.hostIntents.add(step.seq());
    long started = System.nanoTime();
    String label = Words.label(step);
    progress.begin(label, "");
    try {
      String said = work.parts.host().reread(step);
      progress.end(Mark.OK, label, said, millis(started));
      work.log.done(SetLog.tag(step), step, said);
    } catch (HostFailed e) {
      progress.end(Mark.FAILED, label, String.valueOf(e.getMessage()), millis(started));
      throw e;
    }
  }

  /** True if files may have been read that are gone now: by this set, by a boot, by others. */
  boolean mustGoBack() {
    return work.touched();
  }

  /** Makes a reader read the files that are back. */
  String back(Step.Reread step) throws HostFailed {
    return work.parts.host().reread((Step.Reread) step.inverse());
  }

  private static long millis(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }
}
