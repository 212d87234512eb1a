package io.bulkhead.audit.snapshot;

/** Type of a file system object, from st_mode (inode(7)). */
public enum FileKind {
  REGULAR,
  DIRECTORY,
  SOCKET,
  FIFO,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  SYMLINK
}
