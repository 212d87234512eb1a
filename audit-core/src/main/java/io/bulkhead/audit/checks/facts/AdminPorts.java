package io.bulkhead.audit.checks.facts;

import java.util.Set;

/** Ports of engines, data stores, queues and consoles, which nobody outside has to reach. */
public final class AdminPorts {
  public static final Set<Integer> ALL =
      Set.of(
          22, 1433, 1521, 2375, 2376, 2379, 3306, 3389, 5432, 5601, 5984, 6379, 8086, 9000, 9200,
          11211, 15672, 27017);

  private AdminPorts() {}
}
