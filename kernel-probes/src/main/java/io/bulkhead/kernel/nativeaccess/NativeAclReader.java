package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.AclReader;
import io.bulkhead.kernel.files.Errno;
import java.io.IOException;
import java.util.Optional;

/** Reads ACLs with getxattr(2) by path, because sockets cannot be opened. */
public final class NativeAclReader implements AclReader {
  private static final String ATTRIBUTE = "system.posix_acl_access";

  /** Room for far more entries than any file system stores. */
  private static final int MOST = 1 << 16;

  /** For java.util.ServiceLoader. */
  public NativeAclReader() {}

  @Override
  public Optional<byte[]> accessAcl(String path) throws IOException {
    Calls calls;
    try {
      calls = Loading.calls();
    } catch (NativeUnavailableException e) {
      throw new IOException("its access control list cannot be read: " + e.getMessage(), e);
    }
    try (Memory buffer = Calls.zeroed(MOST)) {
      long size =
          calls.call(Syscall.GETXATTR, Calls.text(path), Calls.text(ATTRIBUTE), buffer, MOST);
      if (size == -Errno.ENODATA || size == -Errno.EOPNOTSUPP) {
        return Optional.empty();
      }
      Calls.checked(size, path, Syscall.GETXATTR);
      return Optional.of(buffer.getByteArray(0, (int) size));
    }
  }
}
