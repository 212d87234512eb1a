package io.bulkhead.kernel.nativeaccess;

import static io.bulkhead.kernel.nativeaccess.Arch.O_APPEND;
import static io.bulkhead.kernel.nativeaccess.Arch.O_CLOEXEC;
import static io.bulkhead.kernel.nativeaccess.Arch.O_CREAT;
import static io.bulkhead.kernel.nativeaccess.Arch.O_EXCL;
import static io.bulkhead.kernel.nativeaccess.Arch.O_NOCTTY;
import static io.bulkhead.kernel.nativeaccess.Arch.O_NONBLOCK;
import static io.bulkhead.kernel.nativeaccess.Arch.O_PATH;
import static io.bulkhead.kernel.nativeaccess.Arch.O_RDONLY;
import static io.bulkhead.kernel.nativeaccess.Arch.O_RDWR;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** The kernel itself. Thread-safe; holds no state but its architecture. */
public final class NativeSys implements Sys {
  private static final int AT_FDCWD = -100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int RENAME_NOREPLACE = 1;
  private static final int RENAME_EXCHANGE = 2;
  private static final int LOCK_EX_NB = 2 | 4;
  private static final int PRIVATE = 0600;
  private static final int CHUNK = 1 << 16;
  private static final long UTIME_OMIT = (1L << 30) - 2;

  private final Calls calls;
  private final Opening opening;
  private final Statx statx;
  private final Xattrs xattrs;
  private final Ioctls ioctls;

  private NativeSys(Calls calls) {
    this.calls = calls;
    this.opening = new Opening(calls);
    this.statx = new Statx(calls);
    this.xattrs = new Xattrs(calls);
    this.ioctls = new Ioctls(calls);
  }

  /** Loads the native library when first called; later calls are free. */
  public static NativeSys load() throws NativeUnavailableException {
    return new NativeSys(Loading.calls());
  }

  @Override
  public int openDirectory(String absolutePath) throws SysException {
    return opening.directory(absolutePath);
  }

  @Override
  public int openDirectory(int directory, String name) throws SysException {
    return opening.directory(directory, name);
  }

  @Override
  public int open(int directory, String name) throws SysException {
    return openAt(directory, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  }

  @Override
  public int openAppend(int directory, String name) throws SysException {
    return openAt(directory, name, O_RDWR | O_APPEND | O_NONBLOCK | O_NOCTTY);
  }

  @Override
  public int create(int directory, String name) throws SysException {
    return openAt(directory, name, O_RDWR | O_CREAT | O_EXCL);
  }

  @Override
  public int openHandle(int directory, String name) throws SysException {
    return openAt(directory, name, O_PATH);
  }

  private int openAt(int directory, String name, int flags) throws SysException {
    int all = flags | calls.arch.noFollow | O_CLOEXEC;
    Memory text = Opening.component(name, Syscall.OPENAT);
    return (int) calls.must(name, Syscall.OPENAT, directory, text, all, PRIVATE);
  }

  @Override
  public void close(int fd) {
    // the descriptor is gone even if close(2) reports an error
    calls.once(Syscall.CLOSE, fd);
  }

  @Override
  public byte[] read(int fd, int limit) throws SysException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Memory buffer = Calls.zeroed(CHUNK)) {
      while (true) {
        long got = calls.call(Syscall.PREAD64, fd, buffer, CHUNK, (long) all.size());
        check(got, fd, Syscall.PREAD64);
        if (got == 0) {
          return all.toByteArray();
        }
        if (all.size() + got > limit) {
          throw new SysException(Syscall.PREAD64.manual(), Descriptors.name(fd), Errno.EFBIG);
        }
        all.write(buffer.getByteArray(0, (int) got), 0, (int) got);
      }
    }
  }

  @Override
  public void write(int fd, byte[] bytes) throws SysException {
    try (Memory buffer = Calls.zeroed(CHUNK)) {
      int done = 0;
      while (done < bytes.length) {
        int part = Math.min(CHUNK, bytes.length - done);
        buffer.write(0, bytes, done, part);
        done += (int) check(calls.call(Syscall.WRITE, fd, buffer, part), fd, Syscall.WRITE);
      }
    }
  }

  @Override
  public void truncate(int fd, long size) throws SysException {
    check(calls.call(Syscall.FTRUNCATE, fd, size), fd, Syscall.FTRUNCATE);
  }

  @Override
  public void allocate(int fd, long size) throws SysException {
    check(calls.call(Syscall.FALLOCATE, fd, 0, 0, size), fd, Syscall.FALLOCATE);
  }

  @Override
  public void fsync(int fd) throws SysException {
    check(calls.call(Syscall.FSYNC, fd), fd, Syscall.FSYNC);
  }

  @Override
  public void fdatasync(int fd) throws SysException {
    check(calls.call(Syscall.FDATASYNC, fd), fd, Syscall.FDATASYNC);
  }

  @Override
  public Stat stat(int fd) throws SysException {
    return statx.of(fd);
  }

  @Override
  public Optional<Stat> stat(int directory, String name) throws SysException {
    return statx.of(directory, name);
  }

  @Override
  public void exchange(int directory, String one, String other) throws SysException {
    rename(directory, one, other, RENAME_EXCHANGE);
  }

  @Override
  public void renameNoReplace(int directory, String from, String to) throws SysException {
    rename(directory, from, to, RENAME_NOREPLACE);
  }

  private void rename(int directory, String from, String to, int flags) throws SysException {
    Memory source = Opening.component(from, Syscall.RENAMEAT2);
    Memory target = Opening.component(to, Syscall.RENAMEAT2);
    String both = from + "' and '" + to;
    calls.must(both, Syscall.RENAMEAT2, directory, source, directory, target, flags);
  }

  @Override
  public void unlink(int directory, String name) throws SysException {
    Memory text = Opening.component(name, Syscall.UNLINKAT);
    calls.must(name, Syscall.UNLINKAT, directory, text, 0);
  }

  @Override
  public void mkdir(int directory, String name, int mode) throws SysException {
    Memory text = Opening.component(name, Syscall.MKDIRAT);
    calls.must(name, Syscall.MKDIRAT, directory, text, mode);
  }

  @Override
  public void rmdir(int directory, String name) throws SysException {
    Memory text = Opening.component(name, Syscall.UNLINKAT);
    calls.must(name, Syscall.UNLINKAT, directory, text, AT_REMOVEDIR);
  }

  @Override
  public void chmod(int fd, int mode) throws SysException {
    long result = calls.call(Syscall.FCHMOD, fd, mode);
    if (result == -Errno.EBADF) {
      result = calls.call(Syscall.FCHMODAT, AT_FDCWD, Descriptors.path(fd), mode);
    }
    check(result, fd, Syscall.FCHMODAT);
  }

  @Override
  public void chown(int fd, long uid, long gid) throws SysException {
    long result =
        calls.call(Syscall.FCHOWNAT, fd, Calls.text(""), word(uid), word(gid), AT_EMPTY_PATH);
    check(result, fd, Syscall.FCHOWNAT);
  }

  /** uid_t and gid_t are unsigned words; -1 stands for "as it is". */
  private static long word(long id) {
    return id & 0xffffffffL;
  }

  @Override
  public void setModified(int fd, long seconds, int nanos) throws SysException {
    Memory times = Calls.zeroed(32);
    times.setLong(8, UTIME_OMIT);
    times.setLong(16, seconds);
    times.setLong(24, nanos);
    long result = calls.call(Syscall.UTIMENSAT, fd, 0, times, 0);
    if (result == -Errno.EBADF) {
      result = calls.call(Syscall.UTIMENSAT, AT_FDCWD, Descriptors.path(fd), times, 0);
    }
    check(result, fd, Syscall.UTIMENSAT);
  }

  @Override
  public List<String> xattrs(int fd) throws SysException {
    return xattrs.names(fd);
  }

  @Override
  public byte[] xattr(int fd, String name) throws SysException {
    return xattrs.get(fd, name);
  }

  @Override
  public void setXattr(int fd, String name, byte[] value) throws SysException {
    xattrs.set(fd, name, value);
  }

  @Override
  public void removeXattr(int fd, String name) throws SysException {
    xattrs.remove(fd, name);
  }

  @Override
  public boolean lock(int fd) throws SysException {
    long result = calls.call(Syscall.FLOCK, fd, LOCK_EX_NB);
    if (result == -Errno.EAGAIN) {
      return false;
    }
    check(result, fd, Syscall.FLOCK);
    return true;
  }

  @Override
  public int inodeFlags(int fd) throws SysException {
    Stat kind = stat(fd);
    if (!kind.isRegular() && !kind.isDirectory()) {
      // the request number would mean something else to a device or a socket
      return 0;
    }
    return ioctls.inodeFlags(fd);
  }

  @Override
  public List<String> list(int directory) throws SysException {
    return opening.list(directory);
  }

  @Override
  public boolean isTerminal(int fd) {
    return ioctls.isTerminal(fd);
  }

  @Override
  public int terminalColumns(int fd) {
    return ioctls.columns(fd);
  }

  @Override
  public long effectiveUid() {
    return calls.call(Syscall.GETEUID) & 0xffffffffL;
  }

  private static long check(long result, int fd, Syscall syscall) throws SysException {
    return result < 0 ? Calls.checked(result, Descriptors.name(fd), syscall) : result;
  }
}
