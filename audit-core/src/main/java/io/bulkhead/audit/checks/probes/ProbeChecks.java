package io.bulkhead.audit.checks.probes;

import io.bulkhead.audit.Check;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All checks that probes answer, sorted by id. */
public final class ProbeChecks {
  public static final List<Check> ALL =
      Stream.of(
              KernelStateChecks.ALL,
              ConfinementChecks.ALL,
              ModuleChecks.ALL,
              SettingChecks.ALL,
              StorageChecks.ALL,
              SocketChecks.ALL,
              NetworkChecks.ALL)
          .flatMap(List::stream)
          .sorted(Comparator.comparing(check -> check.meta().id()))
          .toList();

  private ProbeChecks() {}
}
