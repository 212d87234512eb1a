package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Stat;

/** What makes a file system object the same one: device and inode number. */
public record ObjectId(long device, long inode) {
  public static ObjectId of(Stat stat) {
    return new ObjectId(stat.device(), stat.inode());
  }

  /**
   * True if both are the same object. Device numbers may be handed out anew at boot, so across a
   * reboot the inode number alone decides.
   */
  public boolean same(ObjectId other, boolean sameBoot) {
    return inode == other.inode && (!sameBoot || device == other.device);
  }
}
