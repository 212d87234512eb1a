package io.bulkhead.kernel.files;

import io.bulkhead.audit.snapshot.AclEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of an access ACL (linux/posix_acl_xattr.h): a version word, then entries of tag,
 * permissions and id, all little-endian.
 */
final class PosixAcl {
  private static final int VERSION = 2;
  private static final int HEADER = 4;
  private static final int ENTRY = 8;
  private static final int USER = 0x02;
  private static final int GROUP = 0x08;
  private static final int MASK = 0x10;
  private static final int ALL = 7;

  private PosixAcl() {}

  /** The named entries with the permissions that the mask leaves them. */
  static List<AclEntry> named(byte[] attribute) throws IOException {
    if (attribute.length < HEADER || (attribute.length - HEADER) % ENTRY != 0) {
      throw new IOException("access control list of odd length " + attribute.length);
    }
    ByteBuffer acl = ByteBuffer.wrap(attribute).order(ByteOrder.LITTLE_ENDIAN);
    int version = acl.getInt();
    if (version != VERSION) {
      throw new IOException("access control list of unknown version " + version);
    }
    int mask = mask(acl);
    List<AclEntry> named = new ArrayList<>();
    for (int at = HEADER; at < attribute.length; at += ENTRY) {
      int tag = acl.getShort(at);
      if (tag == USER || tag == GROUP) {
        long id = acl.getInt(at + 4) & 0xffffffffL;
        named.add(new AclEntry(tag == USER ? "user" : "group", id, acl.getShort(at + 2) & mask));
      }
    }
    return named;
  }

  private static int mask(ByteBuffer acl) {
    for (int at = HEADER; at < acl.capacity(); at += ENTRY) {
      if (acl.getShort(at) == MASK) {
        return acl.getShort(at + 2) & ALL;
      }
    }
    return ALL;
  }
}
