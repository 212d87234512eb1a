package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Step;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory made or removed.
 *
 * <p>One to be removed stays until the commit, because side files of other steps may be in it; it
 * is removed while tidying, and only if it is empty then.
 */
final class DirectoryStep implements FileStep {
  private final Target target;
  private final Step.Directory step;
  private @Nullable ObjectId before;
  private @Nullable ObjectId staged;

  DirectoryStep(StepContext context, Step.Directory step, String tag) {
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
    if (now.isPresent()) {
      target.trust();
    }
    if (step.present()) {
      if (now.isPresent()) {
        throw new Drift("'" + step.target() + "' appeared");
      }
      return step;
    }
    before = ObjectId.of(expected(now));
    return step;
  }

  private Stat expected(Optional<Stat> now) throws Drift {
    Stat stat = now.orElseThrow(() -> new Drift("'" + step.target() + "' is gone"));
    if (!stat.isDirectory()) {
      throw new Drift("'" + step.target() + "' is not a directory");
    }
    Attributes is = Seen.attributes(stat);
    if (!is.equals(step.attributes())) {
      throw new Drift("'" + step.target() + "': " + States.moved(step.attributes(), is));
    }
    return stat;
  }

  private Optional<Stat> status() throws SysException {
    return target.sys().stat(target.directory(), target.name());
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
    if (step.present()) {
      staged =
          new Stager(target.sys(), target.directory()).directory(target.side(), step.attributes());
    }
  }

  /** An empty directory where there was none is taken for the one that was made. */
  @Override
  public Optional<Intent> intentFromDisk() throws SysException {
    Optional<Stat> now = target.reachAgain() ? status() : Optional.empty();
    return now.isPresent() && step.present()
        ? Optional.of(new Intent(target.directoryId(), null, ObjectId.of(now.get()), true))
        : Optional.empty();
  }

  @Override
  public Intent intent() throws SysException {
    return new Intent(target.directoryId(), before, staged, true);
  }

  @Override
  public void act(Intent intent) throws Drift, SysException {
    target.sameDirectory();
    if (step.present()) {
      try {
        target.sys().renameNoReplace(target.directory(), target.side(), target.name());
      } catch (SysException e) {
        if (e.is(Errno.EEXIST)) {
          throw new Drift("'" + step.target() + "' appeared");
        }
        throw e;
      }
      target.flush();
      return;
    }
    Stat now = expected(status());
    List<String> foreign = names();
    if (!ObjectId.of(now).equals(intent.before()) || !foreign.isEmpty()) {
      throw new Drift("'%s' is not empty: %s".formatted(step.target(), String.join(" ", foreign)));
    }
  }

  /** Names in the directory that neither are side files of this change set nor go with it. */
  private List<String> names() throws SysException {
    Sys sys = target.sys();
    int fd = sys.openDirectory(target.directory(), target.name());
    try {
      String ours = ".bulkhead-" + target.context().set() + "-";
      return sys.list(fd).stream()
          .filter(name -> !name.contains(ours))
          .filter(name -> !target.context().leaving().contains(step.target() + "/" + name))
          .toList();
    } finally {
      sys.close(fd);
    }
  }

  @Override
  public Undone undo(Intent intent) throws SysException {
    if (!step.present()) {
      return Undone.AS_BEFORE;
    }
    if (!target.reachAgain()) {
      return Undone.AS_BEFORE;
    }
    unstage();
    Optional<Stat> now = status();
    if (now.isEmpty()) {
      return Undone.AS_BEFORE;
    }
    if (intent.staged() == null
        || !intent.staged().same(ObjectId.of(now.get()), intent.sameBoot())) {
      return Undone.keptOthers("'" + step.target() + "' was made by somebody; it stays");
    }
    try {
      target.sys().rmdir(target.directory(), target.name());
    } catch (SysException e) {
      if (e.is(Errno.ENOTEMPTY)) {
        return Undone.conflict(
            "'%s' stays, somebody put into it: %s"
                .formatted(step.target(), String.join(" ", names())));
      }
      throw e;
    }
    target.flush();
    return Undone.RESTORED;
  }

  @Override
  public byte[] content() {
    return new byte[0];
  }

  @Override
  public void unstage() throws SysException {
    if (step.present()
        && target.reachAgain()
        && target.sys().stat(target.directory(), target.side()).isPresent()) {
      target.sys().rmdir(target.directory(), target.side());
      target.flush();
    }
  }

  @Override
  public Optional<String> tidy(Intent intent) throws SysException {
    if (step.present() || !target.reachAgain()) {
      return Optional.empty();
    }
    Optional<Stat> now = status();
    if (now.isEmpty()
        || intent.before() == null
        || !intent.before().same(ObjectId.of(now.get()), intent.sameBoot())) {
      return Optional.empty();
    }
    try {
      target.sys().rmdir(target.directory(), target.name());
      target.flush();
      return Optional.empty();
    } catch (SysException e) {
      if (!e.is(Errno.ENOTEMPTY)) {
        throw e;
      }
      return Optional.of(
          "'%s' stays, somebody put into it: %s"
              .formatted(step.target(), String.join(" ", names())));
    }
  }

  @Override
  public boolean wentBack(Intent intent) {
    return false;
  }

  @Override
  public Optional<String> differsFromBefore() throws SysException {
    boolean there = target.reachAgain() && status().isPresent();
    if (there == step.present()) {
      return Optional.of("'" + step.target() + (there ? "' is still there" : "' is gone"));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    target.close();
  }
}
