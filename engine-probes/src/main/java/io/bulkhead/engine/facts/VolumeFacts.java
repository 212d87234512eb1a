package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GET /volumes, as far as a mount needs it: a local volume with a device among its options mounts
 * that device, which may be any directory of the host.
 *
 * @param devices what each volume mounts by its name, empty text for a volume without one
 */
public record VolumeFacts(Map<String, String> devices) {
  /** Knows no volume. */
  public static final VolumeFacts NONE = new VolumeFacts(Map.of());

  public VolumeFacts {
    devices = Map.copyOf(devices);
  }

  public static VolumeFacts of(JsonNode volumes) throws Incomplete {
    JsonNode list = volumes.path("Volumes");
    if (!list.isArray() && !list.isNull()) {
      throw new Incomplete("GET /volumes", "Volumes");
    }
    Map<String, String> devices = new HashMap<>();
    for (JsonNode volume : list) {
      devices.put(Trees.text(volume, "Name"), Trees.text(volume.path("Options"), "device"));
    }
    return new VolumeFacts(devices);
  }

  /** The device a volume mounts, if it has one. */
  public Optional<String> device(String volume) {
    return Optional.ofNullable(devices.get(volume)).filter(device -> !device.isEmpty());
  }

  /** Names of the local volumes of a container that are not among these. */
  public List<String> unknownIn(JsonNode inspect) {
    List<String> unknown = new ArrayList<>();
    for (JsonNode mount : inspect.path("Mounts")) {
      if (local(mount) && !devices.containsKey(Trees.text(mount, "Name"))) {
        unknown.add(Trees.text(mount, "Name"));
      }
    }
    return unknown;
  }

  /** True for a mounted volume of the driver {@code local}, the only one with such options. */
  static boolean local(JsonNode mount) {
    String driver = Trees.text(mount, "Driver");
    return Trees.text(mount, "Type").equals("volume")
        && (driver.equals("local") || driver.isEmpty());
  }
}
