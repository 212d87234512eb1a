package io.bulkhead.kernel.files;

import java.io.IOException;

/** A system call failed. */
public final class SysException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final String call;

  /**
   * @param call name of the system call, for example {@code renameat2}
   * @param object what it was called on: a path or a file name
   * @param errno positive error number (errno(3)); x86_64 and aarch64 use the same ones
   */
  public SysException(String call, String object, int errno) {
    super(call + " '" + object + "': " + Errno.sentence(errno));
    this.call = call;
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }

  public String call() {
    return call;
  }

  public boolean is(int wanted) {
    return errno == wanted;
  }
}
