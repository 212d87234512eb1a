package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.EngineDriver.Standing;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.files.Drift;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.FileSteps;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.files.LiveTargets;
import io.bulkhead.remediate.files.Undone;
import java.util.Arrays;
import java.util.Map;

/** The engine's part of a change set, forwards and backwards. */
final class EngineTurn {
  private final Work work;
  private final Progress progress;

  EngineTurn(Work work, Progress progress) {
    this.work = work;
    this.progress = progress;
  }

  /** Makes the engine take over the files and asks whether it did; returns what it said. */
  String forward(Step.Engine step) throws EngineFailed, Drift, SysException {
    work.log.intent(step);
    work.engineIntents.add(step.seq());
    return tell(step, step.action());
  }

  /**
   * True if the engine may have taken over the files of a set that goes back: it was told to, or
   * somebody else or a boot started it with them.
   */
  boolean mustGoBack(Step.Engine step) {
    EngineAction action = step.action();
    if (!work.touched() || !drivable(action)) {
      return false;
    }
    boolean told = work.engineIntents.contains(step.seq());
    if (!told && !work.engineIntents.isEmpty() && !work.bootedSince()) {
      return false;
    }
    Standing standing = work.parts.driver().standing(action);
    return told ? standing != Standing.BEFORE : standing == Standing.AFTER;
  }

  /** Takes the engine back after the files are back. */
  String back(Step.Engine step) throws EngineFailed, Drift, SysException {
    return tell(step, step.action().inverse());
  }

  private static boolean drivable(EngineAction action) {
    return action.kind() == EngineAction.Kind.RELOAD || action.kind() == EngineAction.Kind.RESTART;
  }

  private String tell(Step.Engine step, EngineAction action)
      throws EngineFailed, Drift, SysException {
    if (!drivable(action)) {
      return "the engine takes it over when it is restarted by hand";
    }
    if (action.kind() == EngineAction.Kind.RELOAD) {
      reload(step, action);
    } else {
      work.parts.driver().restart(action, progress);
    }
    return work.parts.driver().verify(action, progress);
  }

  /**
   * An engine keeps the old value of a key that the file no longer has. So where a value is not
   * spelled out, a file that spells it out is put there for the moment of the reload.
   */
  private void reload(Step.Engine step, EngineAction action)
      throws EngineFailed, Drift, SysException {
    Targets.FileTarget config =
        new LiveTargets(work.parts.sys(), work.parts.root()).file(action.configFile());
    byte[] spelled = work.parts.explicit().spelledOut(config.content(), action.intended());
    if (Arrays.equals(spelled, config.content())) {
      work.parts.driver().reload(action, progress);
      return;
    }
    if (config.refusal() != null) {
      throw new Drift(config.refusal());
    }
    FileState after =
        config.state() instanceof FileState.Regular now
            ? new FileState.Regular(work.blobs.put(spelled), now.attributes(), now.xattrs(), "")
            : new FileState.Regular(work.blobs.put(spelled), fresh(), Map.of(), "");
    if (config.state() instanceof FileState.Regular) {
      work.blobs.put(config.content());
    }
    Step.PutFile put =
        new Step.PutFile(step.seq(), step.changes(), action.configFile(), config.state(), after);
    withFile(put, action);
  }

  private Attributes fresh() throws SysException {
    Stat ours = work.parts.sys().stat(work.state.fd());
    return new Attributes(0644, ours.uid(), ours.gid());
  }

  private void withFile(Step.PutFile put, EngineAction action)
      throws EngineFailed, Drift, SysException {
    FileStep file = FileSteps.momentary(work.context, put);
    work.momentary(file);
    Step.PutFile captured = (Step.PutFile) file.look();
    file.unstage();
    file.stage();
    Intent intent = file.intent();
    work.log.intent(file.tag(), captured, intent, MomentaryStep.save(work.blobs, captured));
    work.intents.put(file.tag(), intent);
    file.act(intent);
    work.log.done(file.tag(), captured, "in place for the reload only");
    try {
      work.parts.driver().reload(action, progress);
    } catch (EngineFailed failed) {
      takeBack(file, intent);
      throw failed;
    }
    Undone undone = takeBack(file, intent);
    if (undone.result() == Undone.Result.CONFLICT) {
      throw new Drift(undone.sentence());
    }
  }

  private Undone takeBack(FileStep file, Intent intent) throws SysException {
    Undone undone = file.undo(intent);
    work.log.undone(file.tag(), undone);
    work.intents.remove(file.tag());
    return undone;
  }
}
