package io.bulkhead.kernel.files;

/** Error numbers of errno(3), the same on x86_64 and aarch64 (asm-generic/errno.h). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int E2BIG = 7;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int EMFILE = 24;
  public static final int ENOTTY = 25;
  public static final int EFBIG = 27;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int ERANGE = 34;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOSYS = 38;
  public static final int ENOTEMPTY = 39;
  public static final int ELOOP = 40;
  public static final int ENODATA = 61;
  public static final int EOPNOTSUPP = 95;
  public static final int EDQUOT = 122;

  private Errno() {}

  /** A few plain words for the errors a person meets, the number for all others. */
  public static String sentence(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted";
      case ENOENT -> "no such file or directory";
      case EIO -> "input/output error";
      case EAGAIN -> "held by another process";
      case EACCES -> "permission denied";
      case EBUSY -> "busy, probably a mount point";
      case EEXIST -> "exists already";
      case EXDEV -> "on another file system";
      case ENOTDIR -> "not a directory";
      case EISDIR -> "is a directory";
      case EMFILE -> "too many open files";
      case EFBIG -> "file too large";
      case ENOSPC -> "no space left on the file system";
      case EROFS -> "read-only file system";
      case ENAMETOOLONG -> "file name too long";
      case ENOTEMPTY -> "directory not empty";
      case ELOOP -> "a symbolic link stands in the path";
      case EOPNOTSUPP -> "not supported by the file system";
      case EDQUOT -> "disk quota exceeded";
      default -> "error " + errno;
    };
  }
}
