package io.bulkhead.kernel.files;

/**
 * Result of statx(2).
 *
 * @param device major and minor as one number
 * @param inode inode number
 * @param mode type and permission bits, {@code S_IFMT} included
 * @param links hard link count
 * @param size bytes
 * @param mtimeSeconds and {@code mtimeNanos}: last change of the content
 */
public record Stat(
    long device,
    long inode,
    int mode,
    long uid,
    long gid,
    long links,
    long size,
    long mtimeSeconds,
    int mtimeNanos) {
  private static final int TYPE = 0170000;

  public boolean isRegular() {
    return (mode & TYPE) == 0100000;
  }

  public boolean isDirectory() {
    return (mode & TYPE) == 0040000;
  }

  public boolean isSymlink() {
    return (mode & TYPE) == 0120000;
  }

  public boolean isSocket() {
    return (mode & TYPE) == 0140000;
  }

  /** Permission, set-id and sticky bits. */
  public int permissions() {
    return mode & 07777;
  }
}
