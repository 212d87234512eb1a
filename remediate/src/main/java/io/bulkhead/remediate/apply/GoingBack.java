package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.Drift;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.FileSteps;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.files.Trail;
import io.bulkhead.remediate.files.Undone;
import io.bulkhead.remediate.state.Ballast;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a change set back: files first, last one first, then the engine, then directories that were
 * made. What the disk shows decides, so it may be repeated after a crash in the middle.
 */
final class GoingBack {
  private final Work work;
  private final Progress progress;
  private final List<String> said = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int restored;
  private String engine = "";

  GoingBack(Work work, Progress progress) {
    this.work = work;
    this.progress = progress;
  }

  /**
   * How it ended.
   *
   * @param restored number of steps on the file system that were taken back now
   * @param engine what the engine said afterwards; empty if it was not told anything
   * @param said about other people's changes that were kept, and what could not be put back
   * @param exact true if everything was compared and is as before
   * @param unfinished true if an error stopped it; the next run tries again
   * @param left what of this set is still in force
   */
  record Result(
      int restored,
      String engine,
      List<String> said,
      boolean exact,
      boolean unfinished,
      List<String> left) {
    /** True if nothing of the set is left on the host. */
    boolean clean() {
      return !unfinished && left.isEmpty();
    }
  }

  /**
   * @param reason failed, signal, recovered, expired, rebooted or requested
   * @param why in words
   */
  Result run(String reason, String why) {
    long started = System.nanoTime();
    work.log.undo(reason, why);
    progress.begin("undo", "");
    takeBackMomentary();
    List<Step> steps = work.backwards();
    work.everythingBackwards().stream()
        .filter(step -> !holdsConfiguration(step))
        .forEach(this::takeBack);
    work.rereadsBackwards().forEach(this::rereadBack);
    work.enginesBackwards().forEach(this::engineBack);
    steps.stream().filter(this::holdsConfiguration).forEach(this::takeBack);
    boolean exact = failures.isEmpty() && left.isEmpty() && compare();
    if (failures.isEmpty()) {
      work.log.end(left.isEmpty() ? "rolled-back" : "partial", left);
      Ending.close(work);
    }
    said.addAll(failures);
    progress.end(
        left.isEmpty() && failures.isEmpty() ? Progress.Mark.UNDO : Progress.Mark.FAILED,
        "undo",
        restored + (restored == 1 ? " step taken back" : " steps taken back"),
        (System.nanoTime() - started) / 1_000_000);
    return new Result(restored, engine, said, exact, !failures.isEmpty(), left);
  }

  /**
   * True for a directory that the set made and that the engine's file is in: telling the engine to
   * go back can take a file there for a moment. Every other directory goes before the engine is
   * told, so that nothing beside its files is younger than the engine afterwards.
   */
  private boolean holdsConfiguration(Step step) {
    return step instanceof Step.Directory directory
        && directory.present()
        && work.enginesBackwards().stream()
            .anyMatch(e -> e.action().configFile().startsWith(directory.target() + "/"));
  }

  private void takeBackMomentary() {
    work.momentary()
        .ifPresent(
            file -> {
              Intent intent = work.intents.get(file.tag());
              if (intent != null) {
                attempt(file.tag(), () -> momentary(file, intent));
              }
            });
    work.enginesBackwards().stream()
        .filter(step -> step.action().kind() == EngineAction.Kind.RELOAD)
        .forEach(this::unstageMomentary);
  }

  private void momentary(FileStep file, Intent intent) throws SysException {
    Undone undone = file.undo(intent);
    work.log.undone(file.tag(), undone);
    work.intents.remove(file.tag());
    if (undone.result() == Undone.Result.CONFLICT) {
      left.add(undone.sentence());
      said.add(undone.sentence());
    }
  }

  private void unstageMomentary(Step.Engine step) {
    attempt(
        step.action().configFile(),
        () -> FileSteps.unstageMomentary(work.context, step.seq(), step.action().configFile()));
  }

  private void takeBack(Step step) {
    if (step instanceof Step.SetValue value) {
      valueBack(value);
      return;
    }
    attempt(step.target(), () -> takeBackOnce(step));
  }

  private void takeBackOnce(Step step) throws SysException {
    FileStep file = work.file(step);
    Intent intent = work.intents.get(file.tag());
    if (intent == null) {
      file.unstage();
      return;
    }
    settle(file.tag(), file.undo(intent));
  }

  private void settle(String tag, Undone undone) {
    work.log.undone(tag, undone);
    if (undone.result() == Undone.Result.RESTORED) {
      restored++;
    }
    if (!undone.clean()) {
      said.add(undone.sentence());
    }
    if (undone.result() == Undone.Result.CONFLICT) {
      left.add(undone.sentence());
    }
  }

  /** A step back. */
  private interface Attempt {
    void make() throws SysException;
  }

  /** A full disk is met once more with the ballast given back. */
  private void attempt(String what, Attempt attempt) {
    try {
      try {
        attempt.make();
      } catch (SysException e) {
        if (!Ballast.full(e)) {
          throw e;
        }
        Ballast.release(work.state);
        attempt.make();
      }
    } catch (SysException e) {
      failures.add("'" + what + "' could not be put back: " + e.getMessage());
    }
  }

  private void valueBack(Step.SetValue step) {
    if (!work.hostIntents.contains(step.seq())) {
      return;
    }
    try {
      settle(SetLog.tag(step), new HostTurn(work, progress).back(step));
    } catch (HostFailed e) {
      failures.add("'" + step.target() + "' could not be put back: " + e.getMessage());
    }
  }

  private void rereadBack(Step.Reread step) {
    HostTurn turn = new HostTurn(work, progress);
    if (!turn.mustGoBack() || turn.untouched(step)) {
      return;
    }
    var lock = work.parts.host().lock(step.reader());
    if (lock.isPresent()) {
      settle(SetLog.tag(step), Undone.conflict(lock.get() + "; what is loaded stays in force"));
      return;
    }
    try {
      work.log.undone(SetLog.tag(step), new Undone(Undone.Result.RESTORED, turn.back(step)));
    } catch (HostFailed e) {
      failures.add("'" + step.target() + "' could not be put back: " + e.getMessage());
    }
  }

  private void engineBack(Step.Engine step) {
    EngineTurn turn = new EngineTurn(work, progress);
    try {
      if (!turn.mustGoBack(step)) {
        return;
      }
      engine = told(turn, step);
      work.log.undone(SetLog.tag(step), new Undone(Undone.Result.RESTORED, engine));
    } catch (EngineFailed e) {
      String sentence = "the engine did not go back: " + e.getMessage();
      left.add(sentence);
      said.add(sentence);
    } catch (Drift e) {
      left.add(e.sentence());
      said.add(e.sentence());
    } catch (SysException e) {
      failures.add("the engine could not be told to go back: " + e.getMessage());
    }
  }

  /** To be told, the engine may need a file for a moment. */
  private String told(EngineTurn turn, Step.Engine step) throws EngineFailed, Drift, SysException {
    try {
      return turn.back(step);
    } catch (SysException e) {
      if (!Ballast.full(e)) {
        throw e;
      }
      Ballast.release(work.state);
      return turn.back(step);
    }
  }

  private boolean compare() {
    boolean equal = true;
    for (Step step : work.backwards()) {
      if (work.bootedSince() && Trail.lostWithBoot(step.target())) {
        continue; // whoever makes it anew decides what it is like
      }
      try {
        var difference = work.file(step).differsFromBefore();
        if (difference.isPresent()) {
          equal = false;
          if (said.stream().noneMatch(s -> s.contains("'" + step.target() + "'"))) {
            said.add(difference.get() + " (not by Bulkhead)");
          }
        }
      } catch (SysException e) {
        equal = false;
        said.add("'" + step.target() + "' could not be compared: " + e.getMessage());
      }
    }
    return equal;
  }
}
