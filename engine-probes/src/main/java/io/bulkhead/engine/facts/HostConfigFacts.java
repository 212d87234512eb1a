package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Container.Limits;
import io.bulkhead.audit.snapshot.Container.Reach;
import io.bulkhead.audit.snapshot.Container.Ulimit;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.List;

/** The part of HostConfig that is about resources, devices and the kernel. */
final class HostConfigFacts {
  /**
   * The engine of every version that can be asked tells these; a reply without one is not trusted.
   */
  static final List<String> TOLD =
      List.of("OomScoreAdj", "Devices", "DeviceCgroupRules", "PortBindings", "GroupAdd", "Ulimits");

  private HostConfigFacts() {}

  static Limits limits(JsonNode host) {
    return new Limits(
        positive(host, "Memory"),
        positive(host, "NanoCpus"),
        positive(host, "CpuQuota"),
        positive(host, "CpuShares"),
        Trees.text(host, "CpusetCpus"),
        positive(host, "PidsLimit"),
        Trees.flag(host, "OomKillDisable").orElse(false),
        host.path("OomScoreAdj").asLong(0),
        ulimits(host),
        Trees.text(host, "CgroupParent"));
  }

  /** 0 and -1 both mean that there is no limit. */
  private static long positive(JsonNode host, String field) {
    return Math.max(0, host.path(field).asLong(0));
  }

  private static List<Ulimit> ulimits(JsonNode host) {
    List<Ulimit> ulimits = new ArrayList<>();
    for (JsonNode limit : host.path("Ulimits")) {
      ulimits.add(
          new Ulimit(
              Trees.text(limit, "Name"),
              limit.path("Soft").asLong(-1),
              limit.path("Hard").asLong(-1)));
    }
    return ulimits;
  }

  static Reach reach(JsonNode host) {
    return new Reach(
        Trees.texts(host, "MaskedPaths"),
        Trees.texts(host, "ReadonlyPaths"),
        SecretFacts.clean(Trees.textMap(host, "Sysctls")),
        Trees.texts(host, "DeviceCgroupRules"),
        requests(host),
        Trees.texts(host, "GroupAdd"));
  }

  /** A driver may be left out where the capabilities tell it. */
  private static List<String> requests(JsonNode host) {
    List<String> requests = new ArrayList<>();
    for (JsonNode request : host.path("DeviceRequests")) {
      String driver = Trees.text(request, "Driver");
      boolean gpu = request.path("Capabilities").toString().contains("\"gpu\"");
      requests.add(driver.isEmpty() ? (gpu ? "gpu" : "unnamed driver") : driver);
    }
    return requests;
  }
}
