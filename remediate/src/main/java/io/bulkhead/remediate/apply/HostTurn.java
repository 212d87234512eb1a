package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.EngineDriver.Standing;
import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.Progress.Mark;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.Drift;
import io.bulkhead.remediate.files.Trail;
import io.bulkhead.remediate.files.Undone;
import java.util.Optional;

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
      String said = host().reread(step);
      progress.end(Mark.OK, label, said, millis(started));
      work.log.done(SetLog.tag(step), step, said);
    } catch (HostFailed e) {
      progress.end(Mark.FAILED, label, String.valueOf(e.getMessage()), millis(started));
      throw e;
    }
  }

  /** Refuses to go on when a value is not what the plan saw. */
  void look(Step.SetValue step) throws Drift, HostFailed {
    String now = host().value(step.setting());
    if (!now.equals(step.before())) {
      throw new Drift("%s is %s, %s was expected".formatted(step.target(), now, step.before()));
    }
  }

  /** Sets a value and looks whether it has it. */
  void forward(Step.SetValue step) throws Drift, HostFailed, SysException {
    look(step);
    work.log.intent(step);
    work.hostIntents.add(step.seq());
    long started = System.nanoTime();
    String label = Words.label(step);
    progress.begin(label, "");
    try {
      set(step, step.after());
      progress.end(Mark.OK, label, Words.did(step), millis(started));
      work.log.done(SetLog.tag(step), step, "as intended");
    } catch (HostFailed e) {
      progress.end(Mark.FAILED, label, String.valueOf(e.getMessage()), millis(started));
      throw e;
    }
  }

  private void set(Step.SetValue step, String value) throws HostFailed {
    host().set(step.setting(), value);
    String now = host().value(step.setting());
    if (!now.equals(value)) {
      throw new HostFailed("%s is %s after it was set to %s".formatted(step.target(), now, value));
    }
  }

  /** Where a value stands between its two ends; what it is decides, not what the journal hopes. */
  Standing standing(Step.SetValue step) throws HostFailed {
    String now = host().value(step.setting());
    if (now.equals(step.before())) {
      return Standing.BEFORE;
    }
    return now.equals(step.after()) ? Standing.AFTER : Standing.OTHER;
  }

  /** Gives a value back, unless somebody else has set it since. */
  Undone back(Step.SetValue step) throws HostFailed {
    if (work.bootedSince()
        && step.setting() instanceof Setting.AccessList list
        && Trail.lostWithBoot(list.path())) {
      return Undone.AS_BEFORE;
    }
    Standing standing = standing(step);
    if (standing == Standing.BEFORE) {
      return Undone.AS_BEFORE;
    }
    if (standing == Standing.OTHER) {
      return Undone.keptOthers("'%s' was set by somebody; that was kept".formatted(step.target()));
    }
    Optional<String> oneWay = step.setting().oneWay(step.before(), step.after());
    if (oneWay.isPresent()) {
      return Undone.conflict(oneWay.get());
    }
    set(step, step.before());
    return Undone.RESTORED;
  }

  private HostDriver host() {
    return work.parts.host();
  }

  /** True if files may have been read that are gone now: by this set, by a boot, by others. */
  boolean mustGoBack() {
    return work.touched();
  }

  /** True if a boot made the reader start anew and it has not read anything yet, or cannot. */
  boolean untouched(Step.Reread step) {
    return work.bootedSince()
        && host().obstacle(step.reader()).isPresent()
        && host().lock(step.reader()).isEmpty();
  }

  /** Makes a reader read the files that are back. */
  String back(Step.Reread step) throws HostFailed {
    return host().reread((Step.Reread) step.inverse());
  }

  private static long millis(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }
}
