package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.SysException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Extended attributes (xattr(7)). The f…xattr calls refuse O_PATH handles, so those go through
 * /proc/self/fd.
 */
final class Xattrs {
  /** XATTR_SIZE_MAX and XATTR_LIST_MAX of linux/limits.h. */
  private static final int MOST = 1 << 16;

  private final Calls calls;

  Xattrs(Calls calls) {
    this.calls = calls;
  }

  List<String> names(int fd) throws SysException {
    try (Memory buffer = Calls.zeroed(MOST)) {
      long size = calls.call(Syscall.FLISTXATTR, fd, buffer, MOST);
      if (size == -Errno.EBADF) {
        size = calls.call(Syscall.LISTXATTR, Descriptors.path(fd), buffer, MOST);
      }
      if (size == -Errno.EOPNOTSUPP) {
        return List.of();
      }
      check(size, fd, "", Syscall.FLISTXATTR);
      return split(buffer.getByteArray(0, (int) size));
    }
  }

  private static List<String> split(byte[] list) {
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < list.length; i++) {
      if (list[i] == 0) {
        names.add(new String(list, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return names;
  }

  byte[] get(int fd, String name) throws SysException {
    try (Memory buffer = Calls.zeroed(MOST)) {
      long size = calls.call(Syscall.FGETXATTR, fd, Calls.text(name), buffer, MOST);
      if (size == -Errno.EBADF) {
        Memory path = Descriptors.path(fd);
        size = calls.call(Syscall.GETXATTR, path, Calls.text(name), buffer, MOST);
      }
      check(size, fd, name, Syscall.FGETXATTR);
      return buffer.getByteArray(0, (int) size);
    }
  }

  void set(int fd, String name, byte[] value) throws SysException {
    // never zero bytes of memory: an empty value is legal, an empty allocation is not
    try (Memory buffer = Calls.zeroed(value.length + 1L)) {
      buffer.write(0, value, 0, value.length);
      Memory text = Calls.text(name);
      long result = calls.call(Syscall.FSETXATTR, fd, text, buffer, value.length, 0);
      if (result == -Errno.EBADF) {
        Memory path = Descriptors.path(fd);
        result = calls.call(Syscall.SETXATTR, path, text, buffer, value.length, 0);
      }
      check(result, fd, name, Syscall.FSETXATTR);
    }
  }

  void remove(int fd, String name) throws SysException {
    Memory text = Calls.text(name);
    long result = calls.call(Syscall.FREMOVEXATTR, fd, text);
    if (result == -Errno.EBADF) {
      result = calls.call(Syscall.REMOVEXATTR, Descriptors.path(fd), text);
    }
    check(result, fd, name, Syscall.FREMOVEXATTR);
  }

  private static void check(long result, int fd, String name, Syscall syscall) throws SysException {
    if (result < 0) {
      String object = Descriptors.name(fd) + (name.isEmpty() ? "" : " " + name);
      Calls.checked(result, object, syscall);
    }
  }
}
