package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Attachment;
import io.bulkhead.audit.snapshot.Container.Exec;
import io.bulkhead.audit.snapshot.Container.Published;
import io.bulkhead.audit.snapshot.Container.Security;
import io.bulkhead.audit.snapshot.SecretSign;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** GET /containers/ID/json to a {@link Container}. */
public final class ContainerFacts {
  private static final String REQUEST = "GET /containers/ID/json";

  private final JsonNode inspect;
  private final JsonNode host;
  private final JsonNode config;
  private final JsonNode state;

  private ContainerFacts(JsonNode inspect) {
    this.inspect = inspect;
    this.host = inspect.path("HostConfig");
    this.config = inspect.path("Config");
    this.state = inspect.path("State");
  }

  /**
   * Maps a reply.
   *
   * @param known what else a container's description needs
   * @throws Incomplete if a field is missing whose default would look harmless
   */
  public static Container of(JsonNode inspect, Known known) throws Incomplete {
    return new ContainerFacts(inspect).map(known);
  }

  /**
   * What other requests told.
   *
   * @param volumes the engine's local volumes, as far as a mount needs them
   * @param ownPids true if the engine's process ids are this host's; else the pid becomes 0
   * @param imageVariables variables of its image as {@code NAME=value}
   * @param execs what {@code docker exec} started in it
   */
  public record Known(
      VolumeFacts volumes, boolean ownPids, Collection<String> imageVariables, List<Exec> execs) {}

  private Container map(Known known) throws Incomplete {
    require();
    Map<String, String> environment = environment();
    return new Container(
        Trees.text(inspect, "Id"),
        name(Trees.text(inspect, "Name")),
        Trees.text(config, "Image"),
        Trees.text(inspect, "Image"),
        Trees.text(state, "Status"),
        known.ownPids() ? state.path("Pid").asInt(0) : 0,
        Trees.text(state, "StartedAt"),
        restartPolicy(),
        Trees.flag(host, "AutoRemove").orElse(false),
        Trees.text(config, "User"),
        security(),
        MountFacts.of(inspect, known.volumes()),
        network(),
        Trees.text(host.path("LogConfig"), "Type"),
        logOptions(),
        SecretFacts.clean(Trees.textMap(config, "Labels")),
        environment.keySet().stream().map(SecretFacts::cut).toList(),
        Redaction.address(environment.getOrDefault("DOCKER_HOST", "")),
        HostConfigFacts.limits(host),
        HostConfigFacts.reach(host),
        CourseFacts.of(inspect, known.execs()),
        secrets(known.imageVariables()));
  }

  private List<SecretSign> secrets(Collection<String> imageVariables) {
    List<SecretSign> secrets =
        new ArrayList<>(SecretFacts.variables(Trees.texts(config, "Env"), imageVariables));
    secrets.addAll(SecretFacts.arguments(inspect));
    return secrets;
  }

  /** A name without the slash the API puts before it. */
  public static String name(String apiName) {
    return apiName.startsWith("/") ? apiName.substring(1) : apiName;
  }

  /**
   * The name of an entry of GET /containers/json. Legacy links add names like {@code /other/alias},
   * which may come first.
   */
  public static String listedName(JsonNode entry) {
    List<String> names = Trees.texts(entry, "Names").stream().map(ContainerFacts::name).toList();
    return names.stream()
        .filter(name -> name.indexOf('/') < 0)
        .findFirst()
        .orElse(names.isEmpty() ? Trees.text(entry, "Id") : names.get(0));
  }

  private void require() throws Incomplete {
    if (Trees.text(inspect, "Id").isEmpty()) {
      throw new Incomplete(REQUEST, "Id");
    }
    if (Trees.text(state, "Status").isEmpty()) {
      throw new Incomplete(REQUEST, "State.Status");
    }
    if (Trees.flag(host, "Privileged").isEmpty()) {
      throw new Incomplete(REQUEST, "HostConfig.Privileged");
    }
    for (String field : List.of("NetworkMode", "PidMode", "IpcMode", "UTSMode", "UsernsMode")) {
      if (!host.path(field).isTextual()) {
        throw new Incomplete(REQUEST, "HostConfig." + field);
      }
    }
    for (String field : HostConfigFacts.TOLD) {
      if (!host.has(field)) {
        throw new Incomplete(REQUEST, "HostConfig." + field);
      }
    }
    JsonNode mounts = inspect.path("Mounts");
    if (!mounts.isArray() && !mounts.isNull()) {
      throw new Incomplete(REQUEST, "Mounts");
    }
  }

  private String restartPolicy() {
    String policy = Trees.text(host.path("RestartPolicy"), "Name");
    return policy.isEmpty() ? "no" : policy;
  }

  private Security security() {
    return new Security(
        Trees.flag(host, "Privileged").orElse(true),
        capabilities("CapAdd"),
        capabilities("CapDrop"),
        Trees.texts(host, "SecurityOpt"),
        Trees.flag(host, "ReadonlyRootfs").orElse(false),
        Trees.text(inspect, "AppArmorProfile"),
        Trees.text(inspect, "ProcessLabel"),
        Trees.text(host, "NetworkMode"),
        Trees.text(host, "PidMode"),
        Trees.text(host, "IpcMode"),
        Trees.text(host, "UTSMode"),
        Trees.text(host, "UsernsMode"),
        Trees.text(host, "CgroupnsMode"),
        Trees.text(host, "Runtime"),
        devices());
  }

  private List<String> capabilities(String field) {
    return Trees.texts(host, field).stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .map(name -> name.startsWith("CAP_") ? name.substring(4) : name)
        .toList();
  }

  private List<String> devices() {
    List<String> devices = new ArrayList<>();
    for (JsonNode device : host.path("Devices")) {
      devices.add(Trees.text(device, "PathOnHost"));
    }
    return devices;
  }

  private Attachment network() {
    Map<String, String> addresses = new TreeMap<>();
    JsonNode networks = inspect.path("NetworkSettings").path("Networks");
    for (Map.Entry<String, JsonNode> network : networks.properties()) {
      addresses.put(network.getKey(), Trees.text(network.getValue(), "IPAddress"));
    }
    return new Attachment(addresses, links(), published());
  }

  /** {@code /other:/self/alias} becomes {@code other:alias}. */
  private List<String> links() {
    List<String> links = new ArrayList<>();
    for (String link : Trees.texts(host, "Links")) {
      int colon = link.indexOf(':');
      String other = name(colon < 0 ? link : link.substring(0, colon));
      String alias = colon < 0 ? other : link.substring(link.lastIndexOf('/') + 1);
      links.add(other + ":" + alias);
    }
    return links;
  }

  /** Ports in use while it runs, else the ports it will ask for. */
  private List<Published> published() {
    List<Published> inUse = ports(inspect.path("NetworkSettings").path("Ports"));
    return inUse.isEmpty() ? ports(host.path("PortBindings")) : inUse;
  }

  private static List<Published> ports(JsonNode bindings) {
    List<Published> ports = new ArrayList<>();
    for (Map.Entry<String, JsonNode> port : bindings.properties()) {
      for (JsonNode binding : port.getValue()) {
        ports.add(
            new Published(
                Trees.text(binding, "HostIp"), Trees.text(binding, "HostPort"), port.getKey()));
      }
    }
    return ports;
  }

  private Map<String, String> logOptions() {
    Map<String, String> options = Trees.textMap(host.path("LogConfig"), "Config");
    options.replaceAll(Redaction::of);
    return options;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String entry : Trees.texts(config, "Env")) {
      int equals = entry.indexOf('=');
      environment.put(
          equals < 0 ? entry : entry.substring(0, equals),
          equals < 0 ? "" : entry.substring(equals + 1));
    }
    return environment;
  }
}
