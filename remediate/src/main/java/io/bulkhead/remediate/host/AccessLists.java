package io.bulkhead.remediate.host;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.PosixAcl;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.files.Flushing;
import io.bulkhead.remediate.files.Refused;
import io.bulkhead.remediate.files.Trail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Access ACLs of files, directories and sockets. One is set together with the mode's bits by one
 * system call, so that there is no state between.
 */
final class AccessLists {
  private static final int SET_ID = 07000;

  private final Supplier<Sys> sys;
  private final Path root;

  AccessLists(Supplier<Sys> sys, Path root) {
    this.sys = sys;
    this.root = root;
  }

  /** What is done with an object that is held open and its directory. */
  private interface Act<T> {
    T with(Sys calls, Trail trail, int fd) throws SysException, HostFailed;
  }

  /** The list, or what the mode says where there is none; empty if there is no such file. */
  String read(Setting.AccessList list) throws HostFailed {
    return held(list, AccessLists::text).orElse("");
  }

  private static String text(Sys calls, Trail trail, int fd) throws SysException, HostFailed {
    if (!calls.xattrs(fd).contains(PosixAcl.ATTRIBUTE)) {
      return PosixAcl.of(calls.stat(fd).permissions()).toString();
    }
    try {
      return PosixAcl.parse(calls.xattr(fd, PosixAcl.ATTRIBUTE)).toString();
    } catch (IOException e) {
      throw new HostFailed(String.valueOf(e.getMessage()));
    }
  }

  void write(Setting.AccessList list, String value) throws HostFailed {
    byte[] attribute = PosixAcl.parse(value).bytes();
    Act<Boolean> act =
        (calls, trail, fd) -> {
          set(calls, fd, attribute);
          Flushing.attributes(calls, trail.fd(), Trail.nameOf(list.path()), calls.stat(fd));
          return true;
        };
    if (held(list, act).isEmpty()) {
      throw new HostFailed("'" + list.path() + "' is gone");
    }
  }

  /** The kernel may take the set-group-id bit away with it; it is given back. */
  private static void set(Sys calls, int fd, byte[] attribute) throws SysException {
    int before = calls.stat(fd).permissions() & SET_ID;
    calls.setXattr(fd, PosixAcl.ATTRIBUTE, attribute);
    int now = calls.stat(fd).permissions();
    if ((now & SET_ID) != before) {
      calls.chmod(fd, (now & ~SET_ID) | before);
    }
  }

  private <T> Optional<T> held(Setting.AccessList list, Act<T> act) throws HostFailed {
    Sys calls = sys.get();
    String name = Trail.nameOf(list.path());
    try (Trail trail = Trail.parentOf(calls, root, list.path())) {
      if (trail.doubt().isPresent()) {
        throw new HostFailed(
            "'" + list.path() + "' cannot be changed safely: " + trail.doubt().get());
      }
      if (calls.stat(trail.fd(), name).isEmpty()) {
        return Optional.empty();
      }
      int fd = calls.openHandle(trail.fd(), name);
      try {
        requirePlain(list.path(), calls.stat(fd));
        return Optional.of(act.with(calls, trail, fd));
      } finally {
        calls.close(fd);
      }
    } catch (Refused e) {
      throw new HostFailed(e.sentence());
    } catch (SysException e) {
      if (e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw new HostFailed("'%s': %s".formatted(list.path(), e.getMessage()));
    }
  }

  private static void requirePlain(String path, Stat stat) throws HostFailed {
    if (stat.isSymlink()) {
      throw new HostFailed("'" + path + "' is a symbolic link; links are not followed");
    }
    if (stat.isRegular() && stat.links() > 1) {
      throw new HostFailed("'%s' has %d hard links".formatted(path, stat.links()));
    }
  }
}
