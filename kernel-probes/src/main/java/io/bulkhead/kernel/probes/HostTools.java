package io.bulkhead.kernel.probes;

import java.util.List;

/** The few programs that answer what no file and no system call tells in a readable form. */
@FunctionalInterface
public interface HostTools {
  /**
   * Runs a program of the host, found in the system's own directories only.
   *
   * @return what it printed; {@code ENOENT} if it is not installed, {@link Got#NO_DATA} if it must
   *     not be run here, or a sentence part about how it failed
   */
  Got<String> run(List<String> command);
}
