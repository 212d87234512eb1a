package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.checks.facts.DockerOnly;
import java.util.List;
import java.util.stream.Stream;

/** The checks of the host, sorted by id. */
public final class HostChecks {
  public static final List<Check> ALL =
      Stream.of(
              List.of(
                  new DockerGroup(),
                  new EngineRelease(),
                  new PendingReboot(),
                  new OtherServices(),
                  new AccessControl()),
              AuditWatches.ALL,
              List.<Check>of(new RareModules(), new HardenedHost()),
              DockerOnly.each(HoleChecks.ALL),
              List.of(
                  new PendingUpdates(),
                  new ProgramContents(),
                  new SudoWithoutPassword(),
                  new OtherEngines(),
                  new InstallChannel(),
                  new ContainerdListeners(),
                  new DockerOnly(new EnforcedLimits())))
          .flatMap(List::stream)
          .toList();

  private HostChecks() {}
}
