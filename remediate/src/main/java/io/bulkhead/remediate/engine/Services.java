package io.bulkhead.remediate.engine;

import java.time.Duration;
import java.util.List;

/** Runs programs of the host: absolute path, argument list, no shell, clean environment. */
public interface Services {
  /**
   * What a program said.
   *
   * @param exit its exit status; -1 if it was ended because its time was up or it could not start
   * @param output standard output and standard error as they came, bounded
   */
  record Said(int exit, String output) {
    public boolean ok() {
      return exit == 0;
    }
  }

  /**
   * Runs a program and waits for it; never throws for what a program can do.
   *
   * @param input bytes for its standard input; empty for none
   */
  Said run(List<String> command, byte[] input, Duration limit);

  /** The first of the names that exists as a program in the host's system directories, or empty. */
  String find(String... names);
}
