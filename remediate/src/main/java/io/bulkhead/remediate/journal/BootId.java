package io.bulkhead.remediate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which boot of the kernel this is. */
public final class BootId {
  private BootId() {}

  /** The kernel's boot id; {@code unknown} where /proc does not tell. */
  public static String now() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
