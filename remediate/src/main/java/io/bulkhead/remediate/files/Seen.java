package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Sha256;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is at a name right now.
 *
 * @param stat its status
 * @param state {@link FileState.Missing} for anything but a regular file
 * @param content bytes of a regular file, else empty
 */
record Seen(Stat stat, FileState state, byte[] content) {
  ObjectId id() {
    return ObjectId.of(stat);
  }

  /** Digest of a regular file's content, else empty. */
  String sha256() {
    return state instanceof FileState.Regular regular ? regular.sha256() : "";
  }

  /** Looks without following a link; empty if there is nothing. */
  static Optional<Seen> at(Sys sys, int directory, String name) throws SysException {
    Optional<Stat> stat = sys.stat(directory, name);
    if (stat.isEmpty() || !stat.get().isRegular()) {
      return stat.map(s -> new Seen(s, new FileState.Missing(), new byte[0]));
    }
    int fd;
    try {
      fd = sys.open(directory, name);
    } catch (SysException e) {
      if (e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
    try {
      Stat opened = sys.stat(fd);
      byte[] content = sys.read(fd, StepContext.LARGEST);
      return Optional.of(new Seen(opened, state(sys, fd, opened, content), content));
    } finally {
      sys.close(fd);
    }
  }

  static Attributes attributes(Stat stat) {
    return new Attributes(stat.permissions(), stat.uid(), stat.gid());
  }

  private static FileState.Regular state(Sys sys, int fd, Stat stat, byte[] content)
      throws SysException {
    Map<String, String> xattrs = new TreeMap<>();
    for (String name : sys.xattrs(fd)) {
      xattrs.put(name, HexFormat.of().formatHex(sys.xattr(fd, name)));
    }
    String modified = String.format(Locale.ROOT, "%d.%09d", stat.mtimeSeconds(), stat.mtimeNanos());
    return new FileState.Regular(Sha256.hex(content), attributes(stat), xattrs, modified);
  }
}
