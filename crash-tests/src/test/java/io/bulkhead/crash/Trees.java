package io.bulkhead.crash;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where trees are made. */
final class Trees {
  private Trees() {}

  /** In memory where the machine lends some: a killed process cannot tell, and flushes are free. */
  static Path fast() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? memory.resolve("bulkhead-crash-" + ProcessHandle.current().pid())
        : Workshop.DIRECTORY.resolve("trees");
  }
}
