package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an engine says, being described for a test: Debian 13's docker.io, to be altered. */
public final class EngineSample {
  private String version = "26.1.5+dfsg1";
  private String apiVersion = "1.45";
  private boolean podman;
  private List<String> securityOptions =
      List.of("name=apparmor", "name=seccomp,profile=builtin", "name=cgroupns");
  private Reading<Boolean> liveRestore =
      Reading.present(false, Origin.claimed("GET /info LiveRestoreEnabled"));
  private String loggingDriver = "json-file";
  private String swarmState = "inactive";
  private SwarmSample swarm = new SwarmSample();
  private final List<Container> containers = new ArrayList<>();
  private final List<Engine.Missed> missed = new ArrayList<>();
  private final Map<String, String> bridge =
      new LinkedHashMap<>(
          Map.of(
              "com.docker.network.bridge.enable_icc", "true",
              "com.docker.network.bridge.name", "docker0"));
  private boolean hasBridge = true;
  private final List<Engine.Network> networks = new ArrayList<>();
  private final List<Image> images = new ArrayList<>();
  private final List<Engine.Missed> missedImages = new ArrayList<>();
  private final List<Engine.Volume> volumes = new ArrayList<>();
  private String unreachable = "";
  private Engine.Lifecycle lifecycle = lifecycle2026();

  public static EngineSample debian13() {
    return new EngineSample();
  }

  /** Debian 12's engine. */
  public static EngineSample debian12() {
    return new EngineSample()
        .version("20.10.24+dfsg1", "1.41")
        .securityOptions("name=apparmor", "name=seccomp,profile=default", "name=cgroupns");
  }

  /** The release lines as they were in November 2026. */
  public static Engine.Lifecycle lifecycle2026() {
    String source = "https://endoflife.date/docker-engine";
    return new Engine.Lifecycle(
        "2026-11-01",
        List.of(
            new Engine.Lifecycle.Release("29", "", "29.5.2", source),
            new Engine.Lifecycle.Release("28", "2026-05-13", "28.5.2", source),
            new Engine.Lifecycle.Release("27", "2025-05-03", "27.5.1", source),
            new Engine.Lifecycle.Release("26.1", "2025-02-10", "26.1.5", source),
            new Engine.Lifecycle.Release("25.0", "2026-12-04", "25.0.16", source),
            new Engine.Lifecycle.Release("23.0", "2025-05-19", "23.0.18", source),
            new Engine.Lifecycle.Release("20.10", "2023-12-10", "20.10.27", source)));
  }

  public EngineSample version(String text, String api) {
    version = text;
    apiVersion = api;
    return this;
  }

  public EngineSample podman() {
    podman = true;
    return this;
  }

  public EngineSample securityOptions(String... raw) {
    securityOptions = List.of(raw);
    return this;
  }

  public EngineSample liveRestore(boolean on) {
    liveRestore = Reading.present(on, liveRestore.origin());
    return this;
  }

  public EngineSample loggingDriver(String name) {
    loggingDriver = name;
    return this;
  }

  public EngineSample swarm(String state) {
    swarmState = state;
    return this;
  }

  /** An active swarm. */
  public EngineSample swarm(SwarmSample sample) {
    swarm = sample;
    return swarm("active");
  }

  public EngineSample lifecycle(Engine.Lifecycle table) {
    lifecycle = table;
    return this;
  }

  public EngineSample containers(ContainerSample... samples) {
    Arrays.stream(samples).map(ContainerSample::build).forEach(containers::add);
    return this;
  }

  public EngineSample missed(String name, String reason) {
    missed.add(new Engine.Missed(ContainerSample.idOf(name), name, reason));
    return this;
  }

  /** An image that was listed and could not be inspected. */
  public EngineSample missedImage(String name, String reason) {
    missedImages.add(new Engine.Missed("sha256:" + ContainerSample.idOf(name), name, reason));
    return this;
  }

  public EngineSample images(Image... seen) {
    images.addAll(List.of(seen));
    return this;
  }

  public EngineSample volume(Engine.Volume volume) {
    volumes.add(volume);
    return this;
  }

  /** A network beside the default bridge. */
  public EngineSample network(Engine.Network network) {
    networks.add(network);
    return this;
  }

  private String storageDriver = "overlay2";
  private boolean debug;
  private boolean experimental;
  private boolean ipv6;
  private List<String> insecure = List.of();
  private List<String> mirrors = List.of();
  private List<String> authorizationPlugins = List.of();
  private String cgroupDriver = "systemd";
  private Map<String, Boolean> limits =
      Map.of("MemoryLimit", true, "SwapLimit", true, "CPUSet", true, "PidsLimit", true);
  private final Map<String, String> runtimes = new java.util.TreeMap<>(Map.of("runc", "runc"));
  private final List<Engine.Plugin> plugins = new ArrayList<>();

  /** Sets a driver option of the default bridge. */
  public EngineSample bridgeOption(String key, String value) {
    bridge.put(key, value);
    return this;
  }

  public EngineSample storageDriver(String name) {
    storageDriver = name;
    return this;
  }

  public EngineSample debug(boolean on) {
    debug = on;
    return this;
  }

  public EngineSample experimental(boolean on) {
    experimental = on;
    return this;
  }

  public EngineSample insecure(String... registries) {
    insecure = List.of(registries);
    return this;
  }

  public EngineSample mirrors(String... urls) {
    mirrors = List.of(urls);
    return this;
  }

  public EngineSample runtime(String name, String program) {
    runtimes.put(name, program);
    return this;
  }

  public EngineSample limits(String driver, Map<String, Boolean> able) {
    cgroupDriver = driver;
    limits = able;
    return this;
  }

  public EngineSample authorizationPlugins(String... names) {
    authorizationPlugins = List.of(names);
    return this;
  }

  public EngineSample plugin(Engine.Plugin plugin) {
    plugins.add(plugin);
    return this;
  }

  /** The default bridge gives IPv6 addresses. */
  public EngineSample ipv6() {
    ipv6 = true;
    return this;
  }

  public EngineSample withoutBridge() {
    hasBridge = false;
    return this;
  }

  /** Nothing answers at the endpoint. */
  public EngineSample unreachable(String reason) {
    unreachable = reason;
    return this;
  }

  public List<Container> containers() {
    return List.copyOf(containers);
  }

  public Engine build() {
    if (!unreachable.isEmpty()) {
      return new Engine(
          unseen("GET /version"),
          unseen("GET /info"),
          unseen("GET /containers/json"),
          unseen("GET /networks"),
          unseen("GET /images/json"),
          unseen("GET /volumes"),
          unseen("GET /plugins"),
          unseen("GET /info Swarm"),
          lifecycle);
    }
    return new Engine(
        Reading.present(
            new Engine.Version(
                version, apiVersion, Map.of("Engine", version, "runc", "1.1.15"), podman),
            Origin.claimed("GET /version")),
        Reading.present(info(), Origin.claimed("GET /info")),
        Reading.present(
            new Engine.Containers(containers, missed),
            Origin.claimed("GET /containers/json?all=1")),
        Reading.present(networks(), Origin.observed("GET /networks")),
        Reading.present(
            new Engine.Images(images, missedImages), Origin.claimed("GET /images/json")),
        Reading.present(volumes, Origin.claimed("GET /volumes")),
        Reading.present(plugins, Origin.claimed("GET /plugins")),
        Reading.present(swarm.build(swarmState), Origin.claimed("GET /info Swarm")),
        lifecycle);
  }

  private <T> Reading<T> unseen(String source) {
    return Reading.unreadable(Origin.claimed(source), unreachable);
  }

  private Engine.Info info() {
    return new Engine.Info(
        "9e3a4f5c-0000-4000-8000-000000000001",
        "web-03",
        "Debian GNU/Linux 13 (trixie)",
        "6.12.48+deb13-amd64",
        "/var/lib/docker",
        storageDriver,
        liveRestore,
        Reading.present(loggingDriver, Origin.claimed("GET /info LoggingDriver")),
        Reading.present(cgroupDriver, Origin.claimed("GET /info CgroupDriver")),
        Reading.present("2", Origin.claimed("GET /info CgroupVersion")),
        securityOptions,
        16L << 30,
        swarmState,
        insecure,
        List.of(),
        new Engine.Shown(
            Reading.present(debug, Origin.claimed("GET /info Debug")),
            Reading.present(experimental, Origin.claimed("GET /info ExperimentalBuild")),
            "runc",
            runtimes,
            mirrors,
            authorizationPlugins,
            limits));
  }

  private List<Engine.Network> networks() {
    if (!hasBridge) {
      return networks;
    }
    List<String> attached =
        containers.stream()
            .filter(c -> c.running() && c.network().addresses().containsKey("bridge"))
            .map(Container::id)
            .toList();
    List<Engine.Network> all = new ArrayList<>(networks);
    all.add(
        new Engine.Network(
            "b".repeat(64),
            "bridge",
            "bridge",
            false,
            bridge,
            ipv6,
            List.of("172.17.0.0/16"),
            attached));
    return all;
  }
}
