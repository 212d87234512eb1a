package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Targets;
import java.nio.file.Path;

/** Targets of this host, or of a tree below another root. */
public final class LiveTargets implements Targets {
  private final Sys sys;
  private final Path root;

  public LiveTargets(Sys sys, Path root) {
    this.sys = sys;
    this.root = root;
  }

  @Override
  public FileTarget file(String path) {
    throw new UnsupportedOperationException(sys + " " + root);
  }

  @Override
  public ObjectTarget object(String path) {
    throw new UnsupportedOperationException();
  }
}
