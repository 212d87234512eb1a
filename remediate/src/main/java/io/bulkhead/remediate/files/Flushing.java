package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;

/** Makes attributes of an object durable. */
public final class Flushing {
  private Flushing() {}

  /**
   * Flushes the object and its directory; sockets and devices have nothing to flush but that.
   *
   * @param directory held
   * @param name of the object in it
   */
  public static void attributes(Sys sys, int directory, String name, Stat stat)
      throws SysException {
    if (stat.isRegular() || stat.isDirectory()) {
      int fd =
          stat.isDirectory() ? sys.openDirectory(directory, name) : readable(sys, directory, name);
      if (fd >= 0) {
        try {
          sys.fsync(fd);
        } finally {
          sys.close(fd);
        }
      }
    }
    sys.fsync(directory);
  }

  /** A descriptor to flush by; -1 where the mode itself forbids opening. */
  private static int readable(Sys sys, int directory, String name) throws SysException {
    try {
      return sys.open(directory, name);
    } catch (SysException e) {
      if (e.is(Errno.EACCES)) {
        return -1;
      }
      throw e;
    }
  }
}
