package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Step;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file replaced, created or deleted by one atomic rename.
 *
 * <p>Replacing exchanges the target with the staged file: whatever sat at the target sits beside it
 * afterwards, so a version that somebody saved in the last moment is found there and put back.
 */
final class PutFileStep implements FileStep {
  private final Target target;
  private final String tag;
  private Step.PutFile step;
  private @Nullable ObjectId before;
  private @Nullable ObjectId staged;
  private byte[] content = new byte[0];

  PutFileStep(StepContext context, Step.PutFile step, String tag) {
    this.target = new Target(context, step.target(), tag);
    this.step = step;
    this.tag = tag;
  }

  @Override
  public String tag() {
    return tag;
  }

  @Override
  public Step.PutFile look() throws Drift, SysException {
    FileState now = new FileState.Missing();
    if (target.reach()) {
      target.trust();
      Optional<Seen> seen = target.look();
      if (seen.isPresent()) {
        now = regular(seen.get());
        before = seen.get().id();
        content = seen.get().content();
      }
    }
    String difference = States.difference(step.before(), now);
    if (!difference.isEmpty()) {
      throw new Drift("'" + step.target() + "': " + difference);
    }
    step = new Step.PutFile(step.seq(), step.changes(), step.target(), now, step.after());
    return step;
  }

  private FileState regular(Seen seen) throws Drift {
    if (!seen.stat().isRegular()) {
      throw new Drift("'" + step.target() + "' is not a regular file");
    }
    if (seen.stat().links() > 1) {
      throw new Drift("'%s' has %d hard links".formatted(step.target(), seen.stat().links()));
    }
    return seen.state();
  }

  @Override
  public boolean stageable() throws SysException {
    return target.reachAgain();
  }

  @Override
  public void stage() throws Drift, SysException {
    if (!target.reach()) {
      throw new Drift("the directory of '" + step.target() + "' is missing");
    }
    target.trust();
    if (step.after() instanceof FileState.Regular after) {
      staged =
          new Stager(target.sys(), target.directory())
              .file(target.side(), after, content(target.context(), after));
      if (staged.equals(before)) {
        // the number of the inode that was at the target is free again, so it was replaced
        throw new Drift("'" + step.target() + "' was replaced by somebody");
      }
    }
  }

  static byte[] content(StepContext context, FileState.Regular state) throws SysException {
    return context
        .contents()
        .get(state.sha256())
        .orElseThrow(() -> new SysException("read", "blob " + state.sha256(), Errno.EIO));
  }

  @Override
  public Optional<Intent> intentFromDisk() throws SysException {
    Optional<Seen> now = target.reachAgain() ? target.look() : Optional.empty();
    Optional<Seen> aside = target.reachAgain() ? target.lookBeside() : Optional.empty();
    if (aside.isEmpty()) {
      // created files leave nothing, and a commit drops what others leave: the blob has it then
      boolean done =
          step.after() instanceof FileState.Missing ? now.isEmpty() : has(now, step.after());
      return done
          ? Optional.of(new Intent(target.directoryId(), null, id(now), true))
          : Optional.empty();
    }
    boolean moved = has(aside, step.before());
    return moved || has(aside, step.after())
        ? Optional.of(
            new Intent(
                target.directoryId(), id(moved ? aside : now), id(moved ? now : aside), true))
        : Optional.empty();
  }

  private static boolean has(Optional<Seen> seen, FileState state) {
    return seen.isPresent()
        && state instanceof FileState.Regular regular
        && seen.get().sha256().equals(regular.sha256());
  }

  private static @Nullable ObjectId id(Optional<Seen> seen) {
    return seen.map(Seen::id).orElse(null);
  }

  @Override
  public Intent intent() throws SysException {
    return new Intent(target.directoryId(), before, staged, true);
  }

  @Override
  public void act(Intent intent) throws Drift, SysException {
    target.sameDirectory();
    Optional<Seen> now = target.look();
    if (step.before() instanceof FileState.Missing) {
      create(now);
    } else {
      Seen seen = now.orElseThrow(() -> new Drift("'" + step.target() + "' is gone"));
      String moved =
          intent.isBefore(seen)
              ? States.difference(step.before(), seen.state())
              : "replaced by somebody";
      if (!moved.isEmpty()) {
        throw new Drift("'" + step.target() + "': " + moved);
      }
      moveAside(intent);
    }
    target.flush();
    verify(intent);
  }

  private void create(Optional<Seen> now) throws Drift, SysException {
    if (now.isPresent()) {
      throw new Drift("'" + step.target() + "' appeared");
    }
    try {
      target.sys().renameNoReplace(target.directory(), target.side(), target.name());
    } catch (SysException e) {
      if (e.is(Errno.EEXIST)) {
        throw new Drift("'" + step.target() + "' appeared");
      }
      throw e;
    }
  }

  private void moveAside(Intent intent) throws Drift, SysException {
    Sys sys = target.sys();
    boolean replace = step.after() instanceof FileState.Regular;
    if (replace) {
      exchange();
    } else {
      sys.renameNoReplace(target.directory(), target.name(), target.side());
    }
    Optional<Seen> aside = target.lookBeside();
    if (aside.isPresent()
        && intent.isBefore(aside.get())
        && States.same(step.before(), aside.get().state())) {
      return;
    }
    if (replace && aside.isPresent() && staged != null) {
      PutFileUndo.putBack(target, aside.get().id(), staged);
    } else if (!replace) {
      sys.renameNoReplace(target.directory(), target.side(), target.name());
    }
    target.flush();
    throw new Drift("'" + step.target() + "' was changed in the last moment; that version stays");
  }

  private void exchange() throws SysException {
    try {
      target.sys().exchange(target.directory(), target.side(), target.name());
    } catch (SysException e) {
      if (e.is(Errno.EINVAL) || e.is(Errno.ENOSYS)) {
        throw new SysException(
            "renameat2",
            step.target()
                + " (its file system cannot exchange two names atomically, and Bulkhead changes"
                + " files in no other way)",
            e.errno());
      }
      throw e;
    }
  }

  private void verify(Intent intent) throws Drift, SysException {
    Optional<Seen> now = target.look();
    if (!(step.after() instanceof FileState.Regular after)) {
      if (now.isPresent()) {
        throw new Drift("'" + step.target() + "' appeared again");
      }
      return;
    }
    if (now.isEmpty() || !intent.isStaged(now.get())) {
      throw new Drift("'" + step.target() + "' was replaced right after the change");
    }
    String wrong =
        now.get().state() instanceof FileState.Regular is ? States.shortfall(after, is) : "type";
    if (!wrong.isEmpty()) {
      throw new Drift("'" + step.target() + "' is not as written: " + wrong);
    }
  }

  @Override
  public Undone undo(Intent intent) throws SysException {
    if (!target.reachAgain()) {
      return Undone.keptOthers("the directory of '" + step.target() + "' was removed by somebody");
    }
    return new PutFileUndo(target, step, intent).undo();
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  @Override
  public void unstage() throws SysException {
    if (step.after() instanceof FileState.Regular && target.reachAgain()) {
      target.drop(target.side());
    }
  }

  @Override
  public Optional<String> tidy(Intent intent) throws SysException {
    if (!target.reachAgain()) {
      return Optional.empty();
    }
    Optional<Seen> aside = target.lookBeside();
    if (aside.isEmpty()) {
      return Optional.empty();
    }
    if (States.same(step.before(), aside.get().state())) {
      target.drop(target.side());
      return Optional.empty();
    }
    return Optional.of(
        "somebody wrote to the old '%s' after it was replaced; that version is kept as '%s'"
            .formatted(step.target(), target.side()));
  }

  @Override
  public boolean wentBack(Intent intent) throws SysException {
    if (!target.reachAgain()) {
      return false;
    }
    Optional<Seen> now = target.look();
    return now.isPresent() && intent.isBefore(now.get());
  }

  @Override
  public Optional<String> differsFromBefore() throws SysException {
    Optional<Seen> now = target.reachAgain() ? target.look() : Optional.empty();
    FileState state = now.map(Seen::state).orElse(new FileState.Missing());
    if (state.equals(step.before())) {
      return Optional.empty();
    }
    String difference = States.difference(step.before(), state);
    return Optional.of(
        "'%s': %s"
            .formatted(step.target(), difference.isEmpty() ? "time of last change" : difference));
  }

  @Override
  public void close() {
    target.close();
  }
}
