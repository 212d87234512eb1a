package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.FileState;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Writes a complete file beside its target: content, owner, attributes, mode, time; flushed. */
final class Stager {
  private final Sys sys;
  private final int directory;

  Stager(Sys sys, int directory) {
    this.sys = sys;
    this.directory = directory;
  }

  /** Creates the file; the name may not be taken. */
  ObjectId file(String name, FileState.Regular state, byte[] content) throws SysException {
    int fd = sys.create(directory, name);
    ObjectId id;
    try {
      sys.write(fd, content);
      owner(sys, fd, state.attributes());
      xattrs(fd, state.xattrs());
      mode(sys, fd, state.attributes().mode());
      modified(fd, state.modified());
      sys.fsync(fd);
      id = ObjectId.of(sys.stat(fd));
    } finally {
      sys.close(fd);
    }
    sys.fsync(directory);
    return id;
  }

  /** Makes an empty directory; the name may not be taken. */
  ObjectId directory(String name, Attributes attributes) throws SysException {
    sys.mkdir(directory, name, 0700);
    int fd = sys.openDirectory(directory, name);
    ObjectId id;
    try {
      owner(sys, fd, attributes);
      mode(sys, fd, attributes.mode());
      sys.fsync(fd);
      id = ObjectId.of(sys.stat(fd));
    } finally {
      sys.close(fd);
    }
    sys.fsync(directory);
    return id;
  }

  /** Changes the owner if it is another; an ordinary user may not even set the same one. */
  static void owner(Sys sys, int fd, Attributes wanted) throws SysException {
    Stat now = sys.stat(fd);
    if (now.uid() != wanted.uid() || now.gid() != wanted.gid()) {
      sys.chown(fd, wanted.uid(), wanted.gid());
    }
  }

  /** Changes the mode if it is another; after the owner, because that clears set-id bits. */
  static void mode(Sys sys, int fd, int wanted) throws SysException {
    if (sys.stat(fd).permissions() != wanted) {
      sys.chmod(fd, wanted);
    }
  }

  /** Exactly these, but labels the kernel gave by itself stay. */
  private void xattrs(int fd, Map<String, String> wanted) throws SysException {
    for (String name : sys.xattrs(fd)) {
      if (!wanted.containsKey(name) && !name.startsWith("security.")) {
        sys.removeXattr(fd, name);
      }
    }
    for (Map.Entry<String, String> xattr : wanted.entrySet()) {
      byte[] value = HexFormat.of().parseHex(xattr.getValue());
      if (!sys.xattrs(fd).contains(xattr.getKey())
          || !Arrays.equals(sys.xattr(fd, xattr.getKey()), value)) {
        sys.setXattr(fd, xattr.getKey(), value);
      }
    }
  }

  private void modified(int fd, String modified) throws SysException {
    int dot = modified.indexOf('.');
    if (dot > 0) {
      sys.setModified(
          fd,
          Long.parseLong(modified.substring(0, dot)),
          Integer.parseInt(modified.substring(dot + 1)));
    }
  }
}
