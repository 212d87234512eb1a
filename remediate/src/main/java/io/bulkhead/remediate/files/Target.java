package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A path with its directory held, and the names beside it that belong to one step. */
final class Target implements AutoCloseable {
  private final StepContext context;
  private final String path;
  private final String name;
  private final String side;
  private @Nullable Trail trail;

  Target(StepContext context, String path, String tag) {
    this.context = context;
    this.path = path;
    this.name = Trail.nameOf(path);
    this.side = context.side(name, tag);
  }

  String path() {
    return path;
  }

  String name() {
    return name;
  }

  /** What is prepared or kept beside it. */
  String side() {
    return side;
  }

  /** Where a lost state before is rebuilt from its blob. */
  String rebuilt() {
    return side + "r";
  }

  Sys sys() {
    return context.sys();
  }

  StepContext context() {
    return context;
  }

  /** Opens and holds the directory; false if it is missing. */
  boolean reach() throws Drift, SysException {
    if (trail != null) {
      return true;
    }
    try {
      trail = Trail.parentOf(context.sys(), context.root(), path);
      return true;
    } catch (SysException e) {
      if (e.is(Errno.ENOENT)) {
        return false;
      }
      throw e;
    } catch (Refused e) {
      throw new Drift(e.sentence());
    }
  }

  /** Like {@link #reach}, for going back: a path that cannot be walked is an error. */
  boolean reachAgain() throws SysException {
    try {
      return reach();
    } catch (Drift e) {
      throw new SysException("open", path + " (" + e.getMessage() + ")", Errno.ELOOP);
    }
  }

  /** Refuses a directory in which others could swap the target. */
  void trust() throws Drift {
    Optional<String> doubt = held().doubt();
    if (doubt.isPresent()) {
      throw new Drift("'" + path + "' cannot be changed safely: " + doubt.get());
    }
  }

  int directory() {
    return held().fd();
  }

  ObjectId directoryId() throws SysException {
    return held().id();
  }

  /** Refuses to go on when the path leads to another directory than the one held. */
  void sameDirectory() throws Drift, SysException {
    try (Trail again = Trail.parentOf(context.sys(), context.root(), path)) {
      if (again.id().equals(directoryId())) {
        return;
      }
    } catch (Refused e) {
      throw new Drift(e.sentence());
    } catch (SysException e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
    throw new Drift("the directory of '" + path + "' was replaced");
  }

  Optional<Seen> look() throws SysException {
    return Seen.at(context.sys(), directory(), name);
  }

  Optional<Seen> lookBeside() throws SysException {
    return Seen.at(context.sys(), directory(), side);
  }

  void flush() throws SysException {
    context.sys().fsync(directory());
  }

  /** Removes a file beside the target if it is there. */
  void drop(String beside) throws SysException {
    if (context.sys().stat(directory(), beside).isPresent()) {
      context.sys().unlink(directory(), beside);
      flush();
    }
  }

  private Trail held() {
    if (trail == null) {
      throw new IllegalStateException("the directory of '" + path + "' is not held");
    }
    return trail;
  }

  @Override
  public void close() {
    if (trail != null) {
      trail.close();
      trail = null;
    }
  }
}
