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
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.apply.Guard.GuardFailed;
import io.bulkhead.remediate.files.Drift;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.LiveTargets;
import io.bulkhead.remediate.journal.Journal;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateDirectory;
import java.time.Duration;
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
  private final Approval approval;
  private final Progress progress;

  Application(
      ChangeSets.Parts parts, Held held, Prepared prepared, Approval approval, Progress progress) {
    this.parts = parts;
    this.state = held.state();
    this.journal = held.journal();
    this.approval = approval;
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

  ApplyResult run() throws RemediationException {
    long started = System.nanoTime();
    requireGuard();
    Set<String> known = SetTrace.all(journal.entries()).keySet();
    Manifest manifest =
        new Manifest(
            SetId.fresh(parts.clock(), known),
            parts.clock().instant().toString(),
            approval.actor(),
            approval.message(),
            prepared.plan(),
            Minting.steps(prepared, new LiveTargets(parts.sys(), parts.root()), parts.clock()));
    try (Signals.Hold hold = parts.signals().hold(this::heard)) {
      Manifest captured = check(manifest);
      try (Work work = work(captured)) {
        begin(work);
        Optional<Awaiting> awaiting = forward(work, hold);
        List<String> lines = awaiting.isPresent() ? List.of() : tidy(work);
        parts.guard().log(said(captured, awaiting));
        double seconds = (System.nanoTime() - started) / 1e9;
        return new ApplyResult(captured.set(), seconds, journal.head(), lines, awaiting);
      }
    }
  }

  private String said(Manifest manifest, Optional<Awaiting> awaiting) {
    int n = manifest.plan().changes().size();
    return "change set %s by %s: %d %s %s, journal head %s"
        .formatted(
            manifest.set(),
            manifest.actor().name(),
            n,
            n == 1 ? "change" : "changes",
            awaiting.map(a -> "waiting for a confirmation until " + a.until()).orElse("applied"),
            journal.head());
  }

  private String notApplied(Manifest manifest, Halt halt, GoingBack.Result back) {
    return "change set %s by %s: not applied (%s), %s, journal head %s"
        .formatted(
            manifest.set(),
            manifest.actor().name(),
            halt.reason,
            back.clean() ? "all went back" : "not everything went back",
            journal.head());
  }

  private void requireGuard() throws RemediationException {
    Optional<String> refusal = parts.guard().refusal();
    if (approval.confirmWithin().isPresent() && refusal.isPresent()) {
      throw new RemediationException(
          Kind.REFUSED,
          "nothing could undo this by itself: " + refusal.get() + "\nNothing was changed.",
          "bulkhead apply --no-guard    if you can get in some other way");
    }
  }

  /** Compares every target with the plan and takes down what is there now. */
  private Manifest check(Manifest manifest) throws RemediationException {
    long started = System.nanoTime();
    progress.begin("check", "");
    List<Step> steps = new ArrayList<>();
    try (Work looking = work(manifest)) {
      for (Step step : manifest.steps()) {
        FileStep file = looking.files.get(step.seq());
        if (step instanceof Step.SetValue value) {
          new HostTurn(looking, progress).look(value);
        }
        steps.add(file == null ? step : file.look());
      }
      keepContents(looking, steps);
    } catch (Drift e) {
      progress.end(Mark.FAILED, "check", String.valueOf(e.getMessage()), millis(started));
      throw Failures.moved(e.sentence());
    } catch (SysException e) {
      progress.end(Mark.FAILED, "check", String.valueOf(e.getMessage()), millis(started));
      throw Failures.before(e);
    } catch (HostFailed e) {
      progress.end(Mark.FAILED, "check", String.valueOf(e.getMessage()), millis(started));
      throw Failures.moved(String.valueOf(e.getMessage()));
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

  private Work work(Manifest manifest) {
    return new Work(
        parts, state, manifest, new SetLog(journal, manifest.set()), prepared.contents());
  }

  /** Secrets are not kept: they live in the file that they are written to. */
  private void keepContents(Work work, List<Step> steps) throws SysException, Drift {
    for (Step step : steps) {
      if (step instanceof Step.PutFile put) {
        if (put.before() instanceof FileState.Regular before) {
          byte[] content = work.file(step).content();
          if (!kept(work, content).equals(before.sha256())) {
            throw new Drift("'" + put.target() + "' changed while it was read");
          }
        }
        if (put.after() instanceof FileState.Regular after) {
          kept(work, prepared.contents().get(after.sha256()));
        }
      }
    }
  }

  private String kept(Work work, byte[] content) throws SysException {
    String digest = Sha256.hex(content);
    return prepared.contents().secret(digest) ? digest : work.blobs.put(content);
  }

  private void begin(Work work) throws RemediationException {
    try {
      String digest = work.manifest.save(state, parts.root());
      watchBoot();
      state.write(StateDirectory.PENDING, new byte[0]);
      work.log.begin(work.manifest, digest, parts.tool());
    } catch (SysException e) {
      throw Failures.before(e);
    }
  }

  /** Without it a set that is cut off by a boot is recovered by the next command only. */
  private void watchBoot() throws RemediationException {
    try {
      parts.guard().watchBoot(state);
    } catch (GuardFailed e) {
      if (approval.confirmWithin().isPresent()) {
        throw new RemediationException(
            Kind.REFUSED,
            "cannot guard this change set: " + e.getMessage() + "\nNothing was changed.",
            "bulkhead apply --no-guard    if you can get in some other way");
      }
      progress.end(Mark.NOTE, "guard", "a boot will not be watched: " + e.getMessage(), 0);
    }
  }

  private Optional<Awaiting> forward(Work work, Signals.Hold hold) throws RemediationException {
    try {
      try {
        Acting acting = new Acting(work, progress);
        arm(work);
        stageAll(work, acting, hold);
        for (Step step : forwards(work)) {
          stopIfAsked(hold);
          acting.act(step);
        }
        stopIfAsked(hold);
        aftercheck(work);
        stopIfAsked(hold);
        return commit(work);
      } catch (GuardFailed e) {
        throw new Halt(
            work.touched() ? Kind.WENT_BACK : Kind.REFUSED,
            "failed",
            "cannot guard this change set: " + e.getMessage());
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
      parts.guard().log(notApplied(work.manifest, halt, back));
      throw Failures.wentBack(work, halt.kind, halt.why(), back);
    } catch (RuntimeException bug) {
      new GoingBack(work, progress).run("failed", String.valueOf(bug.getMessage()));
      throw bug;
    }
  }

  private void stageAll(Work work, Acting acting, Signals.Hold hold)
      throws Drift, SysException, Halt {
    long started = System.nanoTime();
    progress.begin("stage", "");
    for (Step step : forwards(work)) {
      stopIfAsked(hold);
      acting.stage(step);
    }
    long files = acting.stagedFiles();
    progress.end(
        Mark.OK, "stage", files + (files == 1 ? " file" : " files") + " prepared", millis(started));
  }

  /** The steps that run now; what cannot be taken back waits for the confirmation. */
  private List<Step> forwards(Work work) {
    List<Step> steps = new ArrayList<>(work.manifest.steps());
    if (approval.confirmWithin().isPresent()) {
      steps.removeAll(work.manifest.oneWay());
    }
    return steps;
  }

  private void arm(Work work) throws GuardFailed, SysException {
    if (approval.confirmWithin().isEmpty()) {
      return;
    }
    long started = System.nanoTime();
    progress.begin("guard", "");
    Duration within = approval.confirmWithin().get();
    work.watch.arm(within);
    String says =
        "timer runs: undo %s after the end unless confirmed".formatted(Words.time(within));
    progress.end(Mark.OK, "guard", says, millis(started));
  }

  /** Writes COMMIT; empty if the set is final with it. */
  private Optional<Awaiting> commit(Work work) throws GuardFailed, SysException {
    if (approval.confirmWithin().isEmpty()) {
      work.log.commit();
      return Optional.empty();
    }
    Deadline deadline = work.watch.commit(approval.confirmWithin().get());
    for (Step step : work.manifest.oneWay()) {
      progress.end(Mark.WAITING, Words.label(step), "waits for your confirmation (one-way)", 0);
    }
    Duration now = parts.guard().uptime();
    return Optional.of(
        new Awaiting(
            work.manifest.set(),
            deadline.wall(),
            deadline.uptime().minus(now),
            now,
            approval.actor().sshConnection()));
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

  /** A second Ctrl-C is answered as well, and hurries nothing. */
  private void heard(String signal) {
    progress.end(Mark.NOTE, "signal", signal + ": this step is finished, then all goes back", 0);
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
