package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.Progress.Mark;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.Drift;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.Intent;
import java.util.ArrayList;
import java.util.List;

/** Carries out single steps, each with INTENT before and DONE after it. */
final class Acting {
  private final Work work;
  private final Progress progress;
  private final List<Step> staged = new ArrayList<>();

  Acting(Work work, Progress progress) {
    this.work = work;
    this.progress = progress;
  }

  /** Prepares a step beside its target if its directory is there already. */
  void stage(Step step) throws Drift, SysException {
    FileStep file = work.files.get(step.seq());
    if (file != null) {
      file.look();
      if (file.stageable()) {
        file.stage();
        staged.add(step);
      }
    }
  }

  /** How many files were prepared. */
  long stagedFiles() {
    return staged.stream().filter(Step.PutFile.class::isInstance).count();
  }

  void act(Step step) throws Drift, SysException, EngineFailed, HostFailed {
    if (step instanceof Step.Engine engine) {
      String said = new EngineTurn(work, progress).forward(engine);
      work.log.done(SetLog.tag(engine), step, said);
      return;
    }
    if (step instanceof Step.Reread reread) {
      new HostTurn(work, progress).forward(reread);
      return;
    }
    if (step instanceof Step.SetValue value) {
      new HostTurn(work, progress).forward(value);
      return;
    }
    long started = System.nanoTime();
    String label = Words.label(step);
    progress.begin(label, "");
    FileStep file = work.file(step);
    boolean done = false;
    try {
      if (!staged.contains(step)) {
        file.stage();
      }
      Intent intent = file.intent();
      work.log.intent(file.tag(), step, intent, null);
      work.intents.put(file.tag(), intent);
      file.act(intent);
      work.log.done(file.tag(), step, "as intended");
      done = true;
    } finally {
      long millis = (System.nanoTime() - started) / 1_000_000;
      progress.end(done ? Mark.OK : Mark.FAILED, label, Words.did(step), millis);
    }
  }
}
