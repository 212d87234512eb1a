package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;

/** Settings that the engine fixes when a container is created. */
final class NewContainers {
  private NewContainers() {}

  /** Says that existing containers keep what they have, if there are any. */
  static List<String> note(HostSnapshot host) {
    int count =
        host.engine().containers().seen().map(Engine.Containers::seen).map(List::size).orElse(0);
    return count == 0
        ? List.of()
        : List.of(
            "takes effect for new containers; "
                + (count == 1 ? "1 existing container keeps" : count + " existing containers keep")
                + " the old setting until created again");
  }
}
