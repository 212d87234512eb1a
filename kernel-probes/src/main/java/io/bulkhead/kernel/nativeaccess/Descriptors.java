package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Other ways to name what a descriptor of this process refers to. */
final class Descriptors {
  private Descriptors() {}

  /**
   * A path to the very object, for calls that refuse O_PATH handles; see proc_pid_fd(5).
   *
   * @return for example {@code /proc/self/fd/7}
   */
  static Memory path(int fd) {
    return Calls.text(text(fd));
  }

  /** The file's path for a message; the descriptor itself if the kernel does not say. */
  static String name(int fd) {
    try {
      return Files.readSymbolicLink(Path.of(text(fd))).toString();
    } catch (IOException | RuntimeException e) {
      return "descriptor " + fd;
    }
  }

  private static String text(int fd) {
    return "/proc/self/fd/" + fd;
  }
}
