package io.bulkhead.remediate;

/**
 * Mode and owner of a file system object.
 *
 * @param mode permission, set-id and sticky bits
 */
public record Attributes(int mode, long uid, long gid) {
  /** As text: {@code 0644 0:0}. */
  @Override
  public String toString() {
    return String.format(java.util.Locale.ROOT, "%04o %d:%d", mode, uid, gid);
  }
}
