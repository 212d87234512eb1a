package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * Status of a file, links followed.
 *
 * @param path as asked for
 * @param realPath after following links, as the host sees it
 * @param kind type of the object reached
 * @param mode permission, set-id and sticky bits: {@code st_mode & 07777}
 * @param uid owner
 * @param gid group
 * @param owner name of the owner, or the number as text when no name is known
 * @param group name of the group, or the number as text when no name is known
 * @param links hard link count
 * @param sizeBytes size in bytes
 * @param modifiedEpochMillis last change of the content, milliseconds since 1970-01-01 UTC
 * @param changedEpochMillis last change of content, attributes or name (st_ctime), milliseconds
 *     since 1970-01-01 UTC; nobody can set it back
 * @param acl named entries of the access ACL; empty if there is none
 */
public record FileStat(
    String path,
    String realPath,
    FileKind kind,
    int mode,
    long uid,
    long gid,
    String owner,
    String group,
    long links,
    long sizeBytes,
    long modifiedEpochMillis,
    long changedEpochMillis,
    List<AclEntry> acl) {

  public FileStat {
    acl = List.copyOf(acl);
  }

  /** True if no permission bit outside {@code limit} is set; {@code limit} is octal like 0644. */
  public boolean modeWithin(int limit) {
    return (mode & ~limit) == 0;
  }

  /** The mode as four octal digits. */
  public String octal() {
    String digits = Integer.toOctalString(mode);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }
}
