package io.bulkhead.remediate.state;

import io.bulkhead.kernel.files.Sys;
import java.nio.file.Path;

/** {@code /var/lib/bulkhead}, below a root. */
public final class StateDirectory {
  /** Where it is below the root. */
  public static final String PATH = "/var/lib/bulkhead";

  private final Sys sys;
  private final Path root;

  public StateDirectory(Sys sys, Path root) {
    this.sys = sys;
    this.root = root;
  }

  /** As shown to people. */
  public Path path() {
    return root.resolve(PATH.substring(1));
  }
}
