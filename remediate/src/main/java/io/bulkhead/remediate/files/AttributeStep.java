package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Step;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mode and owner set in place on the object itself, which need not be a file. */
final class AttributeStep implements FileStep {
  private static final int SET_ID = 06000;

  private final Target target;
  private final Step.SetAttributes step;
  private @Nullable ObjectId before;

  AttributeStep(StepContext context, Step.SetAttributes step, String tag) {
    this.target = new Target(context, step.target(), tag);
    this.step = step;
  }

  @Override
  public String tag() {
    return String.valueOf(step.seq());
  }

  @Override
  public Step look() throws Drift, SysException {
    Optional<Stat> now = target.reach() ? status() : Optional.empty();
    if (now.isEmpty()) {
      throw new Drift("'" + step.target() + "' is gone");
    }
    target.trust();
    refuseLinks(now.get());
    Attributes is = Seen.attributes(now.get());
    if (!is.equals(step.before())) {
      throw new Drift("'" + step.target() + "': " + States.moved(step.before(), is));
    }
    before = ObjectId.of(now.get());
    return step;
  }

  private void refuseLinks(Stat stat) throws Drift {
    if (stat.isSymlink()) {
      throw new Drift("'" + step.target() + "' is a symbolic link");
    }
    if (stat.isRegular() && stat.links() > 1) {
      throw new Drift("'%s' has %d hard links".formatted(step.target(), stat.links()));
    }
  }

  private Optional<Stat> status() throws SysException {
    return target.sys().stat(target.directory(), target.name());
  }

  @Override
  public boolean stageable() throws SysException {
    return target.reachAgain();
  }

  @Override
  public void stage() {}

  @Override
  public Intent intent() throws SysException {
    return new Intent(target.directoryId(), before, null, true);
  }

  @Override
  public void act(Intent intent) throws Drift, SysException {
    target.sameDirectory();
    Sys sys = target.sys();
    int fd = sys.openHandle(target.directory(), target.name());
    try {
      Stat now = sys.stat(fd);
      if (!ObjectId.of(now).equals(intent.before())) {
        throw new Drift("'" + step.target() + "' was replaced by somebody");
      }
      refuseLinks(now);
      if (!Seen.attributes(now).equals(step.before())) {
        throw new Drift(
            "'" + step.target() + "': " + States.moved(step.before(), Seen.attributes(now)));
      }
      set(fd, step.after());
      Attributes is = Seen.attributes(sys.stat(fd));
      if (!is.equals(step.after())) {
        throw new Drift("'%s' has %s, %s was set".formatted(step.target(), is, step.after()));
      }
      Flushing.attributes(target.sys(), target.directory(), target.name(), now);
    } finally {
      sys.close(fd);
    }
  }

  private void set(int fd, Attributes wanted) throws SysException {
    Stager.owner(target.sys(), fd, wanted);
    Stager.mode(target.sys(), fd, wanted.mode());
  }

  /** Undone by what is set now, so that nothing has to be known about how it came. */
  @Override
  public Optional<Intent> intentFromDisk() throws SysException {
    return target.reachAgain()
        ? Optional.of(new Intent(target.directoryId(), null, null, true))
        : Optional.empty();
  }

  @Override
  public Undone undo(Intent intent) throws SysException {
    Optional<Stat> found = target.reachAgain() ? status() : Optional.empty();
    if (found.isEmpty() && !intent.sameBoot() && Trail.lostWithBoot(step.target())) {
      return Undone.AS_BEFORE;
    }
    if (found.isEmpty() || found.get().isSymlink()) {
      return Undone.keptOthers("'" + step.target() + "' was removed by somebody");
    }
    int fd = target.sys().openHandle(target.directory(), target.name());
    try {
      Stat stat = target.sys().stat(fd);
      Attributes now = Seen.attributes(stat);
      boolean foreign =
          foreign(step.before().uid(), step.after().uid(), now.uid())
              || foreign(step.before().gid(), step.after().gid(), now.gid())
              || foreignMode(now.mode());
      if (now.equals(step.before())) {
        return Undone.AS_BEFORE;
      }
      set(fd, backFrom(now));
      Flushing.attributes(target.sys(), target.directory(), target.name(), stat);
      return foreign
          ? Undone.conflict(
              "'%s' was given %s by somebody; what was not ours stays"
                  .formatted(step.target(), now))
          : Undone.RESTORED;
    } finally {
      target.sys().close(fd);
    }
  }

  private Attributes backFrom(Attributes now) {
    return new Attributes(
        foreignMode(now.mode()) ? now.mode() : step.before().mode(),
        foreign(step.before().uid(), step.after().uid(), now.uid())
            ? now.uid()
            : step.before().uid(),
        foreign(step.before().gid(), step.after().gid(), now.gid())
            ? now.gid()
            : step.before().gid());
  }

  private static boolean foreign(long before, long after, long now) {
    return now != before && now != after;
  }

  /** Changing the owner clears set-id bits, so a mode without them is ours too. */
  private boolean foreignMode(int now) {
    return foreign(step.before().mode(), step.after().mode(), now)
        && foreign(step.before().mode() & ~SET_ID, step.after().mode() & ~SET_ID, now);
  }

  @Override
  public byte[] content() {
    return new byte[0];
  }

  @Override
  public void unstage() {}

  @Override
  public Optional<String> tidy(Intent intent) {
    return Optional.empty();
  }

  @Override
  public boolean wentBack(Intent intent) {
    return false;
  }

  @Override
  public Optional<String> differsFromBefore() throws SysException {
    Optional<Stat> now = target.reachAgain() ? status() : Optional.empty();
    if (now.isEmpty()) {
      return Optional.of("'" + step.target() + "' is gone");
    }
    Attributes is = Seen.attributes(now.get());
    return is.equals(step.before())
        ? Optional.empty()
        : Optional.of("'" + step.target() + "': " + States.moved(step.before(), is));
  }

  @Override
  public void close() {
    target.close();
  }
}
