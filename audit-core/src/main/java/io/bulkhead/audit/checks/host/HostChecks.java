package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Check;
import java.util.List;

/** The checks of the host, sorted by id. */
public final class HostChecks {
  public static final List<Check> ALL =
      List.of(
          new DockerGroup(),
          new EngineRelease(),
          new PendingReboot(),
          new OtherServices(),
          new AccessControl());

  private HostChecks() {}
}
