package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Step;
import java.util.Optional;

/** Takes back a replaced, created or deleted file by what the two names show. */
final class PutFileUndo {
  private static final int ROUNDS = 3;

  private final Target target;
  private final Step.PutFile step;
  private final Intent intent;

  PutFileUndo(Target target, Step.PutFile step, Intent intent) {
    this.target = target;
    this.step = step;
    this.intent = intent;
  }

  Undone undo() throws SysException {
    if (!intent.directory().same(target.directoryId(), intent.sameBoot())) {
      return Undone.keptOthers("the directory of '" + step.target() + "' was replaced by somebody");
    }
    dropRebuilt();
    Undone undone;
    if (step.before() instanceof FileState.Missing) {
      undone = uncreate();
    } else if (step.after() instanceof FileState.Missing) {
      undone = undelete();
    } else {
      undone = unreplace();
    }
    return undone;
  }

  private Undone unreplace() throws SysException {
    Optional<Seen> now = target.look();
    Optional<Seen> aside = target.lookBeside();
    if (now.isPresent() && intent.isStaged(now.get())) {
      if (!now.get().sha256().equals(sha(step.after()))) {
        return conflict(aside, "was edited by somebody since; that version stays");
      }
      return aside.isPresent() ? exchangeBack(aside.get()) : rebuild(true);
    }
    if (now.isPresent() && (intent.isBefore(now.get()) || asBefore(now.get()))) {
      dropOurs(aside);
      return Undone.AS_BEFORE;
    }
    if (aside.isPresent() && intent.isBefore(aside.get())) {
      String what = now.isPresent() ? "was replaced" : "was deleted";
      return conflict(aside, what + " by somebody since; that was kept");
    }
    return others(now, aside);
  }

  private Undone exchangeBack(Seen aside) throws SysException {
    Sys sys = target.sys();
    sys.exchange(target.directory(), target.side(), target.name());
    Optional<Seen> out = target.lookBeside();
    if (out.isPresent() && intent.isStaged(out.get())) {
      if (!out.get().sha256().equals(sha(step.after()))) {
        // written to through an open descriptor between the two looks
        sys.exchange(target.directory(), target.side(), target.name());
        target.flush();
        return conflict(Optional.of(aside), "was edited by somebody just now; that version stays");
      }
      target.flush();
      target.drop(target.side());
      return Undone.RESTORED;
    }
    if (out.isPresent()) {
      putBack(target, out.get().id(), aside.id());
      target.flush();
    }
    return conflict(target.lookBeside(), "was replaced by somebody just now; that version stays");
  }

  /**
   * Swaps until the newest foreign version is at the target: what sits beside it goes back in, and
   * what comes out must be what was put in before.
   *
   * @param beside what is beside the target now and belongs into it
   * @param expected what should come out
   */
  static void putBack(Target target, ObjectId beside, ObjectId expected) throws SysException {
    ObjectId going = beside;
    ObjectId coming = expected;
    for (int round = 0; round < ROUNDS; round++) {
      target.sys().exchange(target.directory(), target.side(), target.name());
      Optional<Seen> out = target.lookBeside();
      if (out.isEmpty() || out.get().id().equals(coming)) {
        return;
      }
      coming = going;
      going = out.get().id();
    }
  }

  private Undone uncreate() throws SysException {
    Optional<Seen> now = target.look();
    if (now.isEmpty()) {
      target.drop(target.side());
      return Undone.AS_BEFORE;
    }
    if (!intent.isStaged(now.get())) {
      return others(now, target.lookBeside());
    }
    String after = sha(step.after());
    if (!now.get().sha256().equals(after)) {
      return Undone.conflict("'" + step.target() + "' was edited by somebody since; it stays");
    }
    target.sys().renameNoReplace(target.directory(), target.name(), target.side());
    Optional<Seen> out = target.lookBeside();
    if (out.isPresent() && intent.isStaged(out.get()) && out.get().sha256().equals(after)) {
      target.flush();
      target.drop(target.side());
      return Undone.RESTORED;
    }
    target.sys().renameNoReplace(target.directory(), target.side(), target.name());
    target.flush();
    return Undone.conflict("'" + step.target() + "' was edited by somebody just now; it stays");
  }

  private Undone undelete() throws SysException {
    Optional<Seen> now = target.look();
    Optional<Seen> aside = target.lookBeside();
    if (aside.isEmpty()) {
      if (now.isEmpty()) {
        return rebuild(false);
      }
      return intent.isBefore(now.get()) || asBefore(now.get())
          ? Undone.AS_BEFORE
          : Undone.keptOthers("'" + step.target() + "' was changed by somebody; that stays");
    }
    if (now.isEmpty()) {
      try {
        target.sys().renameNoReplace(target.directory(), target.side(), target.name());
        target.flush();
        return Undone.RESTORED;
      } catch (SysException e) {
        if (!e.is(Errno.EEXIST)) {
          throw e;
        }
      }
    }
    return conflict(aside, "was created by somebody since; that version stays");
  }

  /** Restores from the blob when the old file itself is gone. */
  private Undone rebuild(boolean replace) throws SysException {
    if (!(step.before() instanceof FileState.Regular before)) {
      throw new IllegalStateException("nothing to rebuild");
    }
    byte[] content = PutFileStep.content(target.context(), before);
    ObjectId id =
        new Stager(target.sys(), target.directory()).file(target.rebuilt(), before, content);
    Sys sys = target.sys();
    if (!replace) {
      sys.renameNoReplace(target.directory(), target.rebuilt(), target.name());
      target.flush();
      return Undone.RESTORED;
    }
    sys.exchange(target.directory(), target.rebuilt(), target.name());
    Optional<Seen> out = Seen.at(sys, target.directory(), target.rebuilt());
    if (out.isPresent() && intent.isStaged(out.get())) {
      target.flush();
      target.drop(target.rebuilt());
      return Undone.RESTORED;
    }
    sys.exchange(target.directory(), target.rebuilt(), target.name());
    target.flush();
    Optional<Seen> ours = Seen.at(sys, target.directory(), target.rebuilt());
    if (ours.isPresent() && ours.get().id().equals(id)) {
      target.drop(target.rebuilt());
    }
    return Undone.conflict("'" + step.target() + "' was replaced by somebody just now; it stays");
  }

  /** A rebuilt file left by a crash: unfinished, or exchanged and then what we had written. */
  private void dropRebuilt() throws SysException {
    Optional<Seen> rebuilt = Seen.at(target.sys(), target.directory(), target.rebuilt());
    if (rebuilt.isEmpty()) {
      return;
    }
    Optional<Seen> now = target.look();
    boolean unfinished = now.isEmpty() || intent.isStaged(now.get());
    if (unfinished || intent.isStaged(rebuilt.get()) || asBefore(rebuilt.get())) {
      target.drop(target.rebuilt());
    }
  }

  /** The target is neither what was before nor what we wrote. */
  private Undone others(Optional<Seen> now, Optional<Seen> aside) throws SysException {
    String done = now.isPresent() ? "changed" : "deleted";
    if (aside.isEmpty()) {
      return Undone.keptOthers(
          "'%s' was %s by somebody; that was kept".formatted(step.target(), done));
    }
    if (intent.isStaged(aside.get()) || aside.get().sha256().equals(sha(step.after()))) {
      target.drop(target.side());
      return Undone.keptOthers(
          "'%s' was %s by somebody; that was kept".formatted(step.target(), done));
    }
    return Undone.conflict(
        "'%s' was %s by somebody; another version is kept as '%s'"
            .formatted(step.target(), done, target.side()));
  }

  private void dropOurs(Optional<Seen> aside) throws SysException {
    if (aside.isPresent()
        && (intent.isStaged(aside.get())
            || asBefore(aside.get())
            || aside.get().sha256().equals(sha(step.after())))) {
      target.drop(target.side());
    }
  }

  /** The old file beside the target is dropped if its content is kept as a blob anyway. */
  private Undone conflict(Optional<Seen> aside, String sentence) throws SysException {
    if (aside.isPresent() && asBefore(aside.get())) {
      target.drop(target.side());
    }
    return Undone.conflict("'" + step.target() + "' " + sentence);
  }

  private boolean asBefore(Seen seen) {
    return States.same(step.before(), seen.state());
  }

  private static String sha(FileState state) {
    return state instanceof FileState.Regular regular ? regular.sha256() : "";
  }
}
