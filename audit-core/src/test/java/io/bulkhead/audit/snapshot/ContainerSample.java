package io.bulkhead.audit.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A container being described for a test: an ordinary one on the default bridge, to be altered. */
public final class ContainerSample {
  private final String name;
  private String state;
  private int pid;
  private String image = "busybox:1.36";
  private String imageId = "";
  private String restartPolicy = "no";
  private boolean autoRemove;
  private String user = "";
  private boolean privileged;
  private final List<String> capAdd = new ArrayList<>();
  private final List<String> capDrop = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private String appArmor = "docker-default";
  private String processLabel = "";
  private String networkMode = "bridge";
  private String pidMode = "";
  private String ipcMode = "private";
  private String utsMode = "";
  private String usernsMode = "";
  private final List<Container.Mount> mounts = new ArrayList<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final List<String> links = new ArrayList<>();
  private final List<Container.Published> published = new ArrayList<>();
  private String logDriver = "json-file";
  private final Map<String, String> logOptions = new LinkedHashMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private String engineHost = "";
  private Container.Limits limits = none();
  private Container.Reach reach =
      new Container.Reach(
          List.of("/proc/kcore", "/proc/keys", "/sys/firmware"),
          List.of("/proc/sys", "/proc/sysrq-trigger"),
          Map.of(),
          List.of(),
          List.of(),
          List.of());
  private Container.Course course =
      new Container.Course(
          "2026-11-20T07:59:00Z", "0001-01-01T00:00:00Z", 0, false, "sleep", "", List.of());
  private final List<SecretSign> secrets = new ArrayList<>();
  private final List<String> devices = new ArrayList<>();
  private boolean readonlyRootfs;
  private String cgroupnsMode = "private";
  private String runtime = "runc";

  private ContainerSample(String name, String state, int pid) {
    this.name = name;
    this.state = state;
    this.pid = pid;
  }

  public static ContainerSample running(String name, int pid) {
    return new ContainerSample(name, "running", pid);
  }

  public static ContainerSample exited(String name) {
    return new ContainerSample(name, "exited", 0);
  }

  /** The id a container of this name gets: its bytes in hex, filled up with zeros to 64 digits. */
  public static String idOf(String name) {
    String digits =
        HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)) + "0".repeat(64);
    return digits.substring(0, 64);
  }

  public ContainerSample state(String word) {
    state = word;
    return this;
  }

  public ContainerSample image(String reference) {
    image = reference;
    return this;
  }

  /** Made from an image of this id; else its id follows from its name. */
  public ContainerSample imageId(String id) {
    imageId = id;
    return this;
  }

  public ContainerSample restartPolicy(String policy) {
    restartPolicy = policy;
    return this;
  }

  public ContainerSample autoRemove() {
    autoRemove = true;
    return this;
  }

  public ContainerSample user(String name) {
    user = name;
    return this;
  }

  public ContainerSample privileged() {
    privileged = true;
    return this;
  }

  public ContainerSample capAdd(String... names) {
    capAdd.addAll(List.of(names));
    return this;
  }

  public ContainerSample capDrop(String... names) {
    capDrop.addAll(List.of(names));
    return this;
  }

  /** Adds an entry of SecurityOpt. */
  public ContainerSample option(String raw) {
    options.add(raw);
    return this;
  }

  public ContainerSample appArmor(String profile) {
    appArmor = profile;
    return this;
  }

  public ContainerSample processLabel(String label) {
    processLabel = label;
    return this;
  }

  public ContainerSample networkMode(String mode) {
    networkMode = mode;
    return this;
  }

  public ContainerSample pidMode(String mode) {
    pidMode = mode;
    return this;
  }

  public ContainerSample ipcMode(String mode) {
    ipcMode = mode;
    return this;
  }

  public ContainerSample utsMode(String mode) {
    utsMode = mode;
    return this;
  }

  public ContainerSample usernsMode(String mode) {
    usernsMode = mode;
    return this;
  }

  public ContainerSample bind(String source, String destination) {
    return mount(new Container.Mount("bind", "", source, destination, true, "rprivate"));
  }

  public ContainerSample bindReadOnly(String source, String destination) {
    return mount(new Container.Mount("bind", "", source, destination, false, "rprivate"));
  }

  public ContainerSample mount(Container.Mount mount) {
    mounts.add(mount);
    return this;
  }

  /** Attaches it to a network; the first call replaces the address on the default bridge. */
  public ContainerSample address(String network, String ipv4) {
    addresses.put(network, ipv4);
    return this;
  }

  public ContainerSample link(String otherAndAlias) {
    links.add(otherAndAlias);
    return this;
  }

  public ContainerSample publish(String hostIp, String hostPort, String containerPort) {
    published.add(new Container.Published(hostIp, hostPort, containerPort));
    return this;
  }

  public ContainerSample logDriver(String driver) {
    logDriver = driver;
    return this;
  }

  public ContainerSample logOption(String key, String value) {
    logOptions.put(key, value);
    return this;
  }

  public ContainerSample label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  /** Sets DOCKER_HOST in its environment. */
  public ContainerSample engineHost(String value) {
    engineHost = value;
    return this;
  }

  /** No limit at all, as a container is created without options. */
  public static Container.Limits none() {
    return new Container.Limits(0, 0, 0, 0, "", 0, false, 0, List.of(), "");
  }

  public ContainerSample limits(Container.Limits asked) {
    limits = asked;
    return this;
  }

  public ContainerSample reach(Container.Reach given) {
    reach = given;
    return this;
  }

  public ContainerSample course(Container.Course taken) {
    course = taken;
    return this;
  }

  public ContainerSample secret(String place, String sign) {
    secrets.add(new SecretSign(place, sign));
    return this;
  }

  public ContainerSample device(String pathOnHost) {
    devices.add(pathOnHost);
    return this;
  }

  public ContainerSample readonlyRootfs() {
    readonlyRootfs = true;
    return this;
  }

  public ContainerSample cgroupnsMode(String mode) {
    cgroupnsMode = mode;
    return this;
  }

  public ContainerSample runtime(String name) {
    runtime = name;
    return this;
  }

  public int pid() {
    return pid;
  }

  /** The first process this container would have on an ordinary AppArmor host. */
  public ProcessSample process() {
    return ProcessSample.inContainer(name, pid);
  }

  public Container build() {
    Map<String, String> attached = new LinkedHashMap<>(addresses);
    if (attached.isEmpty() && networkMode.equals("bridge")) {
      attached.put("bridge", pid == 0 ? "" : "172.17.0." + (2 + pid % 250));
    }
    return new Container(
        idOf(name),
        name,
        image,
        imageId.isEmpty() ? "sha256:" + idOf(image) : imageId,
        state,
        pid,
        pid == 0 ? "0001-01-01T00:00:00Z" : "2026-11-20T08:00:00Z",
        restartPolicy,
        autoRemove,
        user,
        security(),
        mounts,
        new Container.Attachment(attached, links, published),
        logDriver,
        logOptions,
        labels,
        List.of("PATH"),
        engineHost,
        limits,
        reach,
        course,
        secrets);
  }

  private Container.Security security() {
    return new Container.Security(
        privileged,
        capAdd,
        capDrop,
        options,
        readonlyRootfs,
        appArmor,
        processLabel,
        networkMode,
        pidMode,
        ipcMode,
        utsMode,
        usernsMode,
        cgroupnsMode,
        runtime,
        devices);
  }
}
