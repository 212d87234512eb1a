package io.bulkhead.kernel.files;

import java.util.List;
import java.util.Optional;

/**
 * System calls relative to held directories. Every descriptor is opened with O_CLOEXEC and belongs
 * to the caller. Names are single path components. A failing call throws {@link SysException} with
 * its errno and has no effect; EINTR is retried inside.
 *
 * <p>{@link io.bulkhead.kernel.nativeaccess.NativeSys} is the real one; tests put failing ones in
 * its place.
 */
public interface Sys {
  /** Opens a directory for reading; refuses a symbolic link in any component (ELOOP). */
  int openDirectory(String absolutePath) throws SysException;

  /** Opens a directory below a held one; the name may not be a symbolic link. */
  int openDirectory(int directory, String name) throws SysException;

  /** Opens for reading without following a final link and without blocking on a FIFO. */
  int open(int directory, String name) throws SysException;

  /** Opens for appending without following a final link. */
  int openAppend(int directory, String name) throws SysException;

  /** Creates a regular file for reading and writing, mode 0600; EEXIST if the name is taken. */
  int create(int directory, String name) throws SysException;

  /**
   * A handle (O_PATH, no link followed) for attribute calls on things that cannot be opened, such
   * as sockets. {@link #chmod}, {@link #chown} and {@link #stat(int)} accept it.
   */
  int openHandle(int directory, String name) throws SysException;

  void close(int fd);

  /** All bytes from the start; EFBIG if there are more than {@code limit}. */
  byte[] read(int fd, int limit) throws SysException;

  /** Writes all bytes at the descriptor's position. */
  void write(int fd, byte[] bytes) throws SysException;

  void truncate(int fd, long size) throws SysException;

  /** Reserves space that later writes need not find (fallocate(2)). */
  void allocate(int fd, long size) throws SysException;

  /** fsync(2). After a failure the file's content is unknown: never retry. */
  void fsync(int fd) throws SysException;

  void fdatasync(int fd) throws SysException;

  Stat stat(int fd) throws SysException;

  /** Status of a name, a final link not followed; empty if there is nothing. */
  Optional<Stat> stat(int directory, String name) throws SysException;

  /** Swaps two names in one directory atomically (renameat2 RENAME_EXCHANGE). */
  void exchange(int directory, String one, String other) throws SysException;

  /** Renames within one directory; EEXIST if {@code to} is taken (RENAME_NOREPLACE). */
  void renameNoReplace(int directory, String from, String to) throws SysException;

  void unlink(int directory, String name) throws SysException;

  void mkdir(int directory, String name, int mode) throws SysException;

  void rmdir(int directory, String name) throws SysException;

  /** Sets permission, set-id and sticky bits exactly, whatever the umask. */
  void chmod(int fd, int mode) throws SysException;

  void chown(int fd, long uid, long gid) throws SysException;

  /** Sets the time of last change; the time of last access stays. */
  void setModified(int fd, long seconds, int nanos) throws SysException;

  /** Names of all extended attributes the caller may see; empty where unsupported. */
  List<String> xattrs(int fd) throws SysException;

  byte[] xattr(int fd, String name) throws SysException;

  void setXattr(int fd, String name, byte[] value) throws SysException;

  void removeXattr(int fd, String name) throws SysException;

  /** Takes an exclusive flock(2) without waiting; false if another process holds it. */
  boolean lock(int fd) throws SysException;

  /** FS_IOC_GETFLAGS: bit 0x10 immutable, 0x20 append-only; 0 where unsupported. */
  int inodeFlags(int fd) throws SysException;

  /** Names in a directory, sorted, without {@code .} and {@code ..}. */
  List<String> list(int directory) throws SysException;

  /** True if the descriptor is a terminal (isatty(3)). */
  boolean isTerminal(int fd);

  /** Columns of the terminal, or 0 if the descriptor is none or does not know. */
  int terminalColumns(int fd);

  long effectiveUid();
}
