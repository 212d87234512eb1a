package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** GET /version, /info and /networks to values of the snapshot. */
public final class EngineFacts {
  private static final List<String> LIMITS =
      List.of(
          "MemoryLimit",
          "SwapLimit",
          "CpuCfsPeriod",
          "CpuCfsQuota",
          "CPUShares",
          "CPUSet",
          "PidsLimit");

  private static final List<String> ALWAYS_INSECURE = List.of("127.0.0.0/8", "::1/128");

  private EngineFacts() {}

  /** GET /version. */
  public static Engine.Version version(JsonNode reply) throws Incomplete {
    String version = Trees.text(reply, "Version");
    String api = Trees.text(reply, "ApiVersion");
    if (version.isEmpty() || api.isEmpty()) {
      throw new Incomplete("GET /version", version.isEmpty() ? "Version" : "ApiVersion");
    }
    Map<String, String> components = new TreeMap<>();
    for (JsonNode component : reply.path("Components")) {
      components.put(Trees.text(component, "Name"), Trees.text(component, "Version"));
    }
    boolean podman =
        components.keySet().stream().anyMatch(n -> n.toLowerCase(Locale.ROOT).contains("podman"));
    return new Engine.Version(version, api, components, podman);
  }

  /** GET /info. */
  public static Engine.Info info(JsonNode reply) throws Incomplete {
    for (String field : List.of("ID", "Driver", "SecurityOptions", "RegistryConfig")) {
      if (reply.path(field).isMissingNode()) {
        throw new Incomplete("GET /info", field);
      }
    }
    return new Engine.Info(
        Trees.text(reply, "ID"),
        Trees.text(reply, "Name"),
        Trees.text(reply, "OperatingSystem"),
        Trees.text(reply, "KernelVersion"),
        Trees.text(reply, "DockerRootDir"),
        Trees.text(reply, "Driver"),
        flag(reply, "LiveRestoreEnabled"),
        text(reply, "LoggingDriver"),
        text(reply, "CgroupDriver"),
        text(reply, "CgroupVersion"),
        Trees.texts(reply, "SecurityOptions"),
        Math.max(0, reply.path("MemTotal").asLong(0)),
        Trees.text(reply.path("Swarm"), "LocalNodeState"),
        insecureRegistries(reply),
        Trees.texts(reply, "Warnings"),
        shown(reply));
  }

  private static Engine.Shown shown(JsonNode reply) {
    Map<String, String> runtimes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> runtime : reply.path("Runtimes").properties()) {
      String path = Trees.text(runtime.getValue(), "path");
      runtimes.put(
          runtime.getKey(), path.isEmpty() ? Trees.text(runtime.getValue(), "runtimeType") : path);
    }
    return new Engine.Shown(
        flag(reply, "Debug"),
        flag(reply, "ExperimentalBuild"),
        Trees.text(reply, "DefaultRuntime"),
        runtimes,
        Trees.texts(reply.path("RegistryConfig"), "Mirrors"),
        Trees.texts(reply.path("Plugins"), "Authorization"),
        limits(reply));
  }

  private static Map<String, Boolean> limits(JsonNode reply) {
    Map<String, Boolean> limits = new TreeMap<>();
    for (String field : LIMITS) {
      Trees.flag(reply, field).ifPresent(able -> limits.put(field, able));
    }
    return limits;
  }

  private static Reading<Boolean> flag(JsonNode reply, String field) {
    Origin origin = Origin.claimed("GET /info " + field);
    return Trees.flag(reply, field)
        .map(value -> Reading.present(value, origin))
        .orElse(Reading.absent(origin));
  }

  private static Reading<String> text(JsonNode reply, String field) {
    Origin origin = Origin.claimed("GET /info " + field);
    String value = Trees.text(reply, field);
    return value.isEmpty() ? Reading.absent(origin) : Reading.present(value, origin);
  }

  /**
   * Registries that are asked without verified TLS: networks, and hosts, which /info shows only
   * among its index configurations. The loopback networks, which every engine trusts, are left out.
   */
  public static List<String> insecureRegistries(JsonNode info) {
    JsonNode registries = info.path("RegistryConfig");
    List<String> insecure = new ArrayList<>(Trees.texts(registries, "InsecureRegistryCIDRs"));
    insecure.removeAll(ALWAYS_INSECURE);
    for (Map.Entry<String, JsonNode> index : registries.path("IndexConfigs").properties()) {
      if (!Trees.flag(index.getValue(), "Secure").orElse(false)) {
        insecure.add(index.getKey());
      }
    }
    return insecure.stream().sorted().toList();
  }

  /** One network, as /networks lists it or as its inspect shows it. */
  public static Engine.Network network(JsonNode reply) {
    List<String> subnets = new ArrayList<>();
    for (JsonNode config : reply.path("IPAM").path("Config")) {
      subnets.add(Trees.text(config, "Subnet"));
    }
    List<String> containers = new ArrayList<>();
    reply.path("Containers").fieldNames().forEachRemaining(containers::add);
    return new Engine.Network(
        Trees.text(reply, "Id"),
        Trees.text(reply, "Name"),
        Trees.text(reply, "Driver"),
        Trees.flag(reply, "Internal").orElse(false),
        Trees.textMap(reply, "Options"),
        Trees.flag(reply, "EnableIPv6").orElse(false),
        subnets,
        containers.stream().sorted().toList());
  }

  /** True for the network that containers join which name none. */
  public static boolean defaultBridge(Engine.Network network) {
    return network.name().equals("bridge") && network.driver().equals("bridge");
  }
}
