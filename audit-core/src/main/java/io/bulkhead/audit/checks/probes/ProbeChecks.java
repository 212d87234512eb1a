package io.bulkhead.audit.checks.probes;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
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

  /** Ids of the probes that a check asks; none for a check of another section. */
  public static List<String> probes(CheckId id) {
    return ALL.stream()
        .filter(check -> check.meta().id().equals(id))
        .flatMap(check -> check instanceof ProbeCheck p ? p.probes().stream() : Stream.empty())
        .toList();
  }
}
