package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.Daemon;
import java.util.List;

/** Says what would keep an engine from starting, or from doing what a file says. */
public final class ConfigValidator {
  /**
   * All problems of a configuration, in order of appearance.
   *
   * @param file bytes to be written
   * @param path path they will have, for the problems' places
   * @param engineVersion for example {@code 26.1.5+dfsg1}; empty if unknown
   * @param argv the daemon's command line, the program first; empty if unknown
   */
  public List<Daemon.Problem> problems(
      byte[] file, String path, String engineVersion, List<String> argv) {
    return List.of();
  }
}
