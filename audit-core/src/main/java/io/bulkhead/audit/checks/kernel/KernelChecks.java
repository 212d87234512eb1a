package io.bulkhead.audit.checks.kernel;

import io.bulkhead.audit.Check;
import java.util.List;

/** The checks of the kernel, sorted by id. */
public final class KernelChecks {
  public static final List<Check> ALL =
      List.of(new SeccompSupport(), new BridgeFilter(), new UserNamespaces());

  private KernelChecks() {}
}
