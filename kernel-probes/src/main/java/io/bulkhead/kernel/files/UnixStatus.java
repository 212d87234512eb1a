package io.bulkhead.kernel.files;

import io.bulkhead.audit.snapshot.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Status of a file as NIO gives it on Linux; one stat(2). */
record UnixStatus(
    int mode, long uid, long gid, long links, long size, long modifiedMillis, long changedMillis) {
  private static final String ATTRIBUTES = "unix:mode,uid,gid,nlink,size,lastModifiedTime,ctime";

  static UnixStatus of(Path path, LinkOption... options) throws IOException {
    Map<String, Object> seen = Files.readAttributes(path, ATTRIBUTES, options);
    return new UnixStatus(
        number(seen, "mode").intValue(),
        Integer.toUnsignedLong(number(seen, "uid").intValue()),
        Integer.toUnsignedLong(number(seen, "gid").intValue()),
        Integer.toUnsignedLong(number(seen, "nlink").intValue()),
        number(seen, "size").longValue(),
        ((FileTime) attribute(seen, "lastModifiedTime")).toMillis(),
        ((FileTime) attribute(seen, "ctime")).toMillis());
  }

  private static Number number(Map<String, Object> seen, String name) {
    return (Number) attribute(seen, name);
  }

  private static Object attribute(Map<String, Object> seen, String name) {
    return Objects.requireNonNull(seen.get(name), name);
  }

  int permissions() {
    return mode & 07777;
  }

  /**
   * True if the group, or under an ACL its mask, has a permission that others lack; and for a
   * socket that is open to all, because an ACL will count as soon as others are shut out.
   */
  boolean leavesRoomForAcl() {
    boolean openSocket = (mode & 0170000) == 0140000 && (mode & 0002) != 0;
    return openSocket || (mode >> 3 & 7 & ~mode) != 0;
  }

  FileKind kind() throws IOException {
    return switch (mode & 0170000) {
      case 0100000 -> FileKind.REGULAR;
      case 0040000 -> FileKind.DIRECTORY;
      case 0140000 -> FileKind.SOCKET;
      case 0010000 -> FileKind.FIFO;
      case 0020000 -> FileKind.CHARACTER_DEVICE;
      case 0060000 -> FileKind.BLOCK_DEVICE;
      case 0120000 -> FileKind.SYMLINK;
      default -> throw new IOException("of unknown type " + Integer.toOctalString(mode));
    };
  }

  /** The kind in the middle of a sentence. */
  static String words(FileKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
