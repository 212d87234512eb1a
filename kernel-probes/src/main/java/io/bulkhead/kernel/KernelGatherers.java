package io.bulkhead.kernel;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import java.util.List;

/** The gatherers of this module. */
public final class KernelGatherers {
  private KernelGatherers() {}

  /** All of them, reading through {@code files}. */
  public static List<Gatherer> all(HostFiles files) {
    return List.of();
  }
}
