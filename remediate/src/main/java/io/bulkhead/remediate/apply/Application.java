package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.Progress.Mark;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.Drift;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.journal.Journal;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Carries out one prepared plan: all of it, or nothing. */
final class Application {
  private final ChangeSets.Parts parts;
  private final Folder state;
  private final Journal journal;
  private final Prepared prepared;
  private final Progress progress;
  private final List<Step> staged = new ArrayList<>();

  Application(
      ChangeSets.Parts parts, Folder state, Journal journal, Prepared prepared, Progress progress) {
    this.parts = parts;
    this.state = state;
    this.journal = journal;
    this.prepared = prepared;
    this.progress = progress;
  }

  /** Why a set that has begun goes back. */
  private static final class Halt extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Kind kind;
    private final transient String reason;

    Halt(Kind kind, String reason, String why) {
      super(why);
      this.kind = kind;
      this.reason = reason;
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  ApplyResult run(Actor actor, String message) throws RemediationException {
    long started = System.nanoTime();
    Set<String> known = SetTrace.all(journal.entries()).keySet();
    Manifest manifest =
        new Manifest(
            SetId.fresh(parts.clock(), known),
            parts.clock().instant().toString(),
            actor,
            message,
            prepared.plan(),
            prepared.plan().steps());
    try (Signals.Hold hold = parts.signals().hold()) {
      Manifest captured = check(manifest);
      try (Work work = new Work(parts, state, captured, new SetLog(journal, captured.set()))) {
        begin(work);
        forward(work, hold);
        List<String> lines = tidy(work);
        double seconds = (System.nanoTime() - started) / 1e9;
        return new ApplyResult(captured.set(), seconds, journal.head(), lines);
      }
    }
  }

  /** Compares every target with the plan and takes down what is there now. */
  private Manifest check(Manifest manifest) throws RemediationException {
    long started = System.nanoTime();
    progress.begin("check", "");
    List<Step> steps = new ArrayList<>();
    try (Work looking = new Work(parts, state, manifest, new SetLog(journal, manifest.set()))) {
      for (Step step : manifest.steps()) {
        FileStep file = looking.files.get(step.seq());
        steps.add(file == null ? step : file.look());
      }
      keepContents(looking, steps);
    } catch (Drift e) {
      progress.end(Mark.FAILED, "check", String.valueOf(e.getMessage()), millis(started));
      throw Failures.moved(e.sentence());
    } catch (SysException e) {
      progress.end(Mark.FAILED, "check", String.valueOf(e.getMessage()), millis(started));
      throw Failures.before(e);
    }
    progress.end(Mark.OK, "check", steps.size() + " steps fit the host", millis(started));
    return new Manifest(
        manifest.set(),
        manifest.at(),
        manifest.actor(),
        manifest.message(),
        manifest.plan(),
        steps);
  }

  private void keepContents(Work work, List<Step> steps) throws SysException, Drift {
    for (Step step : steps) {
      if (step instanceof Step.PutFile put) {
        if (put.before() instanceof FileState.Regular before) {
          byte[] content = work.file(step).content();
          if (!work.blobs.put(content).equals(before.sha256())) {
            throw new Drift("'" + put.target() + "' changed while it was read");
          }
        }
        if (put.after() instanceof FileState.Regular after) {
          work.blobs.put(prepared.contents().get(after.sha256()));
        }
      }
    }
  }

  private void begin(Work work) throws RemediationException {
    try {
      String digest = work.manifest.save(state, parts.root());
      state.write(StateDirectory.PENDING, new byte[0]);
      work.log.begin(work.manifest, digest, parts.tool());
    } catch (SysException e) {
      throw Failures.before(e);
    }
  }

  private void forward(Work work, Signals.Hold hold) throws RemediationException {
    try {
      try {
        stageAll(work, hold);
        for (Step step : work.manifest.steps()) {
          stopIfAsked(hold);
          act(work, step);
        }
        stopIfAsked(hold);
        aftercheck(work);
        stopIfAsked(hold);
        work.log.commit();
      } catch (Drift e) {
        throw new Halt(Kind.REFUSED, "failed", String.valueOf(e.getMessage()));
      } catch (SysException e) {
        throw new Halt(
            work.touched() ? Kind.WENT_BACK : Kind.BEFORE,
            "failed",
            String.valueOf(e.getMessage()));
      } catch (EngineFailed | HostFailed e) {
        throw new Halt(Kind.WENT_BACK, "failed", String.valueOf(e.getMessage()));
      }
    } catch (Halt halt) {
      GoingBack.Result back = new GoingBack(work, progress).run(halt.reason, halt.why());
      throw Failures.wentBack(work, halt.kind, halt.why(), back);
    } catch (RuntimeException bug) {
      new GoingBack(work, progress).run("failed", String.valueOf(bug.getMessage()));
      throw bug;
    }
  }

  private void stageAll(Work work, Signals.Hold hold) throws Drift, SysException, Halt {
    long started = System.nanoTime();
    progress.begin("stage", "");
    for (Step step : work.manifest.steps()) {
      FileStep file = work.files.get(step.seq());
      if (file != null) {
        stopIfAsked(hold);
        file.look();
        if (file.stageable()) {
          file.stage();
          staged.add(step);
        }
      }
    }
    long files = staged.stream().filter(Step.PutFile.class::isInstance).count();
    progress.end(
        Mark.OK, "stage", files + (files == 1 ? " file" : " files") + " prepared", millis(started));
  }

  private void act(Work work, Step step) throws Drift, SysException, EngineFailed, HostFailed {
    if (step instanceof Step.Engine engine) {
      String said = new EngineTurn(work, progress).forward(engine);
      work.log.done(SetLog.tag(engine), step, said);
      return;
    }
    if (step instanceof Step.Reread reread) {
      new HostTurn(work, progress).forward(reread);
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
      progress.end(done ? Mark.OK : Mark.FAILED, label, Words.did(step), millis(started));
    }
  }

  private void aftercheck(Work work) throws Halt {
    long started = System.nanoTime();
    progress.begin("audit", "");
    Aftercheck.Result result = parts.aftercheck().look(work.manifest.plan());
    progress.end(result.ok() ? Mark.OK : Mark.FAILED, "audit", result.sentence(), millis(started));
    if (!result.ok()) {
      throw new Halt(Kind.WENT_BACK, "failed", result.sentence());
    }
  }

  private List<String> tidy(Work work) {
    try {
      return Ending.tidy(work);
    } catch (SysException e) {
      return List.of(
          "The set is applied and final, but something beside the files could not be removed: "
              + e.getMessage()
              + ". The next command that changes something removes it.");
    }
  }

  private static void stopIfAsked(Signals.Hold hold) throws Halt {
    Optional<String> signal = hold.received();
    if (signal.isPresent()) {
      throw new Halt(Kind.WENT_BACK, "signal", "stopped by signal " + signal.get());
    }
  }

  private static long millis(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }
}
