package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Container.Mount;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.List;

/** The mounts of a container, local volumes with a device shown as what they really mount. */
final class MountFacts {
  private MountFacts() {}

  static List<Mount> of(JsonNode inspect, VolumeFacts volumes) {
    List<Mount> mounts = new ArrayList<>();
    for (JsonNode mount : inspect.path("Mounts")) {
      String name = Trees.text(mount, "Name");
      String source = Trees.text(mount, "Source");
      if (VolumeFacts.local(mount)) {
        source = volumes.device(name).orElse(source);
      }
      mounts.add(
          new Mount(
              Trees.text(mount, "Type"),
              name,
              source,
              Trees.text(mount, "Destination"),
              Trees.flag(mount, "RW").orElse(true),
              Trees.text(mount, "Propagation")));
    }
    return mounts;
  }
}
