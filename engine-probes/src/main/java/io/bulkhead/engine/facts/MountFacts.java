package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Container.Mount;
import io.bulkhead.audit.snapshot.VolumeSource;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.List;

/** The mounts of a container, local volumes shown as what they really mount, one for each path. */
final class MountFacts {
  private MountFacts() {}

  static List<Mount> of(JsonNode inspect, VolumeFacts volumes) {
    List<Mount> mounts = new ArrayList<>();
    for (JsonNode mount : inspect.path("Mounts")) {
      boolean writable = Trees.flag(mount, "RW").orElse(true);
      List<VolumeSource> sources =
          VolumeFacts.local(mount) ? volumes.sourcesOf(Trees.text(mount, "Name")) : List.of();
      if (sources.isEmpty()) {
        mounts.add(mount(mount, Trees.text(mount, "Source"), writable));
      }
      for (VolumeSource source : sources) {
        mounts.add(mount(mount, source.path(), writable && source.writable()));
      }
    }
    return mounts;
  }

  private static Mount mount(JsonNode mount, String source, boolean writable) {
    return new Mount(
        Trees.text(mount, "Type"),
        Trees.text(mount, "Name"),
        source,
        Trees.text(mount, "Destination"),
        writable,
        Trees.text(mount, "Propagation"));
  }
}
