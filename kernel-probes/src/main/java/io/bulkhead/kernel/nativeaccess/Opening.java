package io.bulkhead.kernel.nativeaccess;

import static io.bulkhead.kernel.nativeaccess.Arch.O_CLOEXEC;
import static io.bulkhead.kernel.nativeaccess.Arch.O_RDONLY;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.SysException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Opens and lists directories without following symbolic links. */
final class Opening {
  private static final int AT_FDCWD = -100;
  private static final long RESOLVE_NO_MAGICLINKS = 2;
  private static final long RESOLVE_NO_SYMLINKS = 4;
  private static final int OPEN_HOW_SIZE = 24;
  private static final int LISTING = 1 << 15;

  private final Calls calls;
  private final Statx statx;

  Opening(Calls calls) {
    this.calls = calls;
    this.statx = new Statx(calls);
  }

  int directory(String path) throws SysException {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new SysException(Syscall.OPENAT2.manual(), path, Errno.EINVAL);
    }
    Memory how = Calls.zeroed(OPEN_HOW_SIZE);
    how.setLong(0, O_RDONLY | calls.arch.directory | O_CLOEXEC);
    how.setLong(16, RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
    long fd = calls.call(Syscall.OPENAT2, AT_FDCWD, Calls.text(path), how, OPEN_HOW_SIZE);
    // ENOSYS before Linux 5.6; EPERM from the system call filters of old container engines
    if (fd == -Errno.ENOSYS || fd == -Errno.EPERM) {
      return componentWise(path);
    }
    return (int) Calls.checked(fd, path, Syscall.OPENAT2);
  }

  /** The same by openat(2) with O_NOFOLLOW, one component at a time. */
  int componentWise(String path) throws SysException {
    int at = (int) calls.must("/", Syscall.OPENAT, AT_FDCWD, Calls.text("/"), flags(), 0);
    for (String name : path.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      try {
        int next = plain(at, name, path);
        calls.once(Syscall.CLOSE, at);
        at = next;
      } catch (SysException e) {
        calls.once(Syscall.CLOSE, at);
        throw e;
      }
    }
    return at;
  }

  int directory(int directory, String name) throws SysException {
    component(name, Syscall.OPENAT);
    return plain(directory, name, name);
  }

  private int plain(int directory, String name, String object) throws SysException {
    long fd = calls.call(Syscall.OPENAT, directory, Calls.text(name), flags(), 0);
    // with O_DIRECTORY the kernel calls a symbolic link "not a directory"
    if (fd == -Errno.ENOTDIR && statx.isSymlink(directory, name)) {
      fd = -Errno.ELOOP;
    }
    return (int) Calls.checked(fd, object, Syscall.OPENAT);
  }

  private int flags() {
    return O_RDONLY | O_CLOEXEC | calls.arch.directory | calls.arch.noFollow;
  }

  /** A single path component in memory; anything else is EINVAL. */
  static Memory component(String name, Syscall syscall) throws SysException {
    boolean single = !name.isEmpty() && name.indexOf('/') < 0 && name.indexOf('\0') < 0;
    if (!single || name.equals(".") || name.equals("..")) {
      throw new SysException(syscall.manual(), name, Errno.EINVAL);
    }
    return Calls.text(name);
  }

  List<String> list(int directory) throws SysException {
    // a descriptor of our own: the position of the caller's must not matter, nor move
    int fd = plain(directory, ".", Descriptors.name(directory));
    try (Memory buffer = Calls.zeroed(LISTING)) {
      List<String> names = new ArrayList<>();
      while (true) {
        long got = calls.call(Syscall.GETDENTS64, fd, buffer, LISTING);
        Calls.checked(got, Descriptors.name(fd), Syscall.GETDENTS64);
        if (got == 0) {
          Collections.sort(names);
          return names;
        }
        addNames(buffer.getByteArray(0, (int) got), names);
      }
    } finally {
      calls.once(Syscall.CLOSE, fd);
    }
  }

  /** Reads records of struct linux_dirent64: length at byte 16, name from byte 19. */
  private static void addNames(byte[] records, List<String> names) {
    int at = 0;
    while (at + 19 < records.length) {
      int length = (records[at + 16] & 0xff) | (records[at + 17] & 0xff) << 8;
      int end = at + 19;
      while (end < at + length && records[end] != 0) {
        end++;
      }
      String name = new String(records, at + 19, end - at - 19, StandardCharsets.UTF_8);
      if (!name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
      at += length;
    }
  }
}
