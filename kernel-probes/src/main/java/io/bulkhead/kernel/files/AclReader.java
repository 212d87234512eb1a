package io.bulkhead.kernel.files;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads POSIX access ACLs, which NIO cannot. A service (java.util.ServiceLoader), so that this
 * package needs no native code and native code is loaded only for a file whose group bits leave
 * room for an ACL.
 */
public interface AclReader {
  /**
   * The attribute {@code system.posix_acl_access} of what the path leads to, links followed.
   *
   * @return empty if there is none or the file system knows none
   * @throws IOException if it cannot be told; the message is one sentence part
   */
  Optional<byte[]> accessAcl(String path) throws IOException;
}
