package io.bulkhead.audit.snapshot;

import java.util.Arrays;
import java.util.List;

/**
 * Read access to a host's files under an injected root. Paths are absolute as the host sees them
 * ({@code /etc/docker/daemon.json}); links are followed inside the root. Nothing throws: a denied
 * or failing read is {@link Reading.Unreadable}. Values are bounded in size; a larger file is
 * unreadable and says so.
 */
public interface HostFiles {
  /** Largest file that is read whole, in bytes: 1 MiB. */
  int LIMIT = 1 << 20;

  /** True if the root is the running system, so that /proc, /sys and sockets speak about it. */
  boolean live();

  /** The bytes of a regular file of at most {@link #LIMIT} bytes, or of a /proc or /sys file. */
  Reading<byte[]> bytes(String path);

  /**
   * The first bytes of a file, at most {@code limit}; a longer file is cut without a word. For
   * tables and images that may exceed {@link #LIMIT}.
   */
  default Reading<byte[]> head(String path, int limit) {
    return bytes(path).map(all -> all.length > limit ? Arrays.copyOf(all, limit) : all);
  }

  /** The MD5 digest of a regular file of any size, hex. */
  default Reading<String> md5(String path) {
    return bytes(path).map(Md5::of);
  }

  /** The text of a file, decoded as UTF-8; malformed text is unreadable. */
  Reading<String> text(String path);

  /** Names in a directory, sorted; without {@code .} and {@code ..}. */
  Reading<List<String>> list(String path);

  /** The target text of a symbolic link, not resolved; for /proc/PID/exe and the like. */
  Reading<String> link(String path);

  /** Status of what the path leads to, links followed. */
  Reading<FileStat> stat(String path);
}
