package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.SysException;

/** The few uses of ioctl(2); request numbers are the same on both architectures. */
final class Ioctls {
  /** asm-generic/ioctls.h. */
  private static final int TCGETS = 0x5401;

  /** asm-generic/ioctls.h. */
  private static final int TIOCGWINSZ = 0x5413;

  /** linux/fs.h: _IOR('f', 1, long). */
  private static final long FS_IOC_GETFLAGS = 0x80086601L;

  /** More than struct termios needs (36 bytes). */
  private static final int ROOMY = 128;

  private final Calls calls;

  Ioctls(Calls calls) {
    this.calls = calls;
  }

  boolean isTerminal(int fd) {
    return calls.call(Syscall.IOCTL, fd, TCGETS, Calls.zeroed(ROOMY)) == 0;
  }

  /** struct winsize: rows, then columns, two bytes each. */
  int columns(int fd) {
    Memory size = Calls.zeroed(ROOMY);
    return calls.call(Syscall.IOCTL, fd, TIOCGWINSZ, size) == 0 ? size.getShort(2) & 0xffff : 0;
  }

  int inodeFlags(int fd) throws SysException {
    Memory flags = Calls.zeroed(ROOMY);
    long result = calls.call(Syscall.IOCTL, fd, FS_IOC_GETFLAGS, flags);
    if (result == -Errno.ENOTTY || result == -Errno.EOPNOTSUPP || result == -Errno.ENOSYS) {
      return 0;
    }
    if (result < 0) {
      Calls.checked(result, Descriptors.name(fd), Syscall.IOCTL);
    }
    return flags.getInt(0);
  }
}
