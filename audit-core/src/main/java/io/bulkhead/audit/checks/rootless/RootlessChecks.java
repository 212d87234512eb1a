package io.bulkhead.audit.checks.rootless;

import io.bulkhead.audit.Check;
import java.util.List;

/** The checks of rootless engines, sorted by id. */
public final class RootlessChecks {
  public static final List<Check> ALL = List.of(new OwnSocket(), new PortDriver(), new Lingering());

  private RootlessChecks() {}
}
