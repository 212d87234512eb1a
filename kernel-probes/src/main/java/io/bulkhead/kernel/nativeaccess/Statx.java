package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.HostCalls.Place;
import java.util.Optional;

/** statx(2): struct stat differs between architectures, struct statx does not (linux/stat.h). */
final class Statx {
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_NO_AUTOMOUNT = 0x800;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_MNT_ID = 0x1000;
  private static final long STATX_ATTR_MOUNT_ROOT = 0x2000;
  private static final int AT_FDCWD = -100;
  private static final int SIZE = 256;

  private final Calls calls;

  Statx(Calls calls) {
    this.calls = calls;
  }

  Stat of(int fd) throws SysException {
    Memory buffer = Calls.zeroed(SIZE);
    Memory empty = Calls.text("");
    long result = calls.call(Syscall.STATX, fd, empty, AT_EMPTY_PATH, STATX_BASIC_STATS, buffer);
    if (result < 0) {
      Calls.checked(result, Descriptors.name(fd), Syscall.STATX);
    }
    return parse(buffer);
  }

  Optional<Stat> of(int directory, String name) throws SysException {
    Memory text = Opening.component(name, Syscall.STATX);
    Memory buffer = Calls.zeroed(SIZE);
    int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT;
    long result = calls.call(Syscall.STATX, directory, text, flags, STATX_BASIC_STATS, buffer);
    if (result == -Errno.ENOENT) {
      return Optional.empty();
    }
    Calls.checked(result, name, Syscall.STATX);
    return Optional.of(parse(buffer));
  }

  boolean isSymlink(int directory, String name) {
    Memory buffer = Calls.zeroed(SIZE);
    int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT;
    long result =
        calls.call(Syscall.STATX, directory, Calls.text(name), flags, STATX_BASIC_STATS, buffer);
    return result == 0 && parse(buffer).isSymlink();
  }

  /** Device and mount of what a path leads to, links followed. */
  Got<Place> place(String path) {
    Memory buffer = Calls.zeroed(SIZE);
    int mask = STATX_BASIC_STATS | STATX_MNT_ID;
    long result =
        calls.call(Syscall.STATX, AT_FDCWD, Calls.text(path), AT_NO_AUTOMOUNT, mask, buffer);
    if (result < 0) {
      return Got.error(HostCalls.name((int) -result));
    }
    String device = (buffer.getInt(136) & 0xffffffffL) + ":" + (buffer.getInt(140) & 0xffffffffL);
    boolean root = (buffer.getLong(8) & STATX_ATTR_MOUNT_ROOT) != 0;
    return Got.of(new Place(device, buffer.getLong(144), root));
  }

  private static Stat parse(Memory s) {
    return new Stat(
        device(s.getInt(136), s.getInt(140)),
        s.getLong(32),
        s.getShort(28) & 0xffff,
        s.getInt(20) & 0xffffffffL,
        s.getInt(24) & 0xffffffffL,
        s.getInt(16) & 0xffffffffL,
        s.getLong(40),
        s.getLong(112),
        s.getInt(120));
  }

  /** As makedev(3) joins them, so that the number equals st_dev of stat(2). */
  static long device(int major, int minor) {
    long high = major & 0xffffffffL;
    long low = minor & 0xffffffffL;
    return (high & 0xfffff000L) << 32
        | (high & 0xfffL) << 8
        | (low & 0xffffff00L) << 12
        | (low & 0xffL);
  }
}
