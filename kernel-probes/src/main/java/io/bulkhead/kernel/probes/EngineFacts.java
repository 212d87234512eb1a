package io.bulkhead.kernel.probes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine says, as far as probes need it. Empty strings and lists stand for what was not
 * told; {@code known} tells whether the engine was heard at all.
 *
 * @param endpoint for example {@code unix:///var/run/docker.sock}
 * @param pid of the daemon, 0 if not known, {@link #NO_DAEMON} if no dockerd can be meant
 * @param version for example {@code 29.4.3}
 * @param info parts of GET /info
 * @param containers running containers; empty optional if they were not listed
 * @param networks empty optional if they were not listed
 */
public record EngineFacts(
    String endpoint,
    int pid,
    String version,
    Info info,
    Optional<List<Box>> containers,
    Optional<List<Net>> networks) {

  /**
   * No dockerd of this system is meant: podman answers, or none runs in this system's own files.
   * One that is found all the same is another engine, perhaps a guest's.
   */
  public static final int NO_DAEMON = -1;

  public EngineFacts {
    containers = containers.map(List::copyOf);
    networks = networks.map(List::copyOf);
  }

  /** Nothing was heard from an engine. */
  public static EngineFacts none() {
    return new EngineFacts("", 0, "", Info.NONE, Optional.empty(), Optional.empty());
  }

  /**
   * Parts of GET /info.
   *
   * @param securityOptions empty if the engine was not heard
   */
  public record Info(
      String name,
      String operatingSystem,
      String kernelVersion,
      String rootDir,
      String storageDriver,
      Optional<List<String>> securityOptions) {
    static final Info NONE = new Info("", "", "", "", "", Optional.empty());

    public Info {
      securityOptions = securityOptions.map(List::copyOf);
    }

    /** The entry {@code name=NAME} among the security options. */
    public Optional<String> option(String name) {
      return securityOptions.orElse(List.of()).stream()
          .filter(o -> o.equals("name=" + name) || o.startsWith("name=" + name + ","))
          .findFirst();
    }
  }

  /**
   * A running container.
   *
   * @param appArmor the profile the engine claims
   * @param binds as {@code source:destination[:mode]}
   * @param devices paths on the host
   * @param deviceRules rights by kind and number, for example {@code c 10:200 rwm}
   */
  public record Box(
      String id,
      int pid,
      boolean privileged,
      String appArmor,
      String networkMode,
      List<String> binds,
      List<String> devices,
      List<String> deviceRules,
      List<Port> ports) {
    public Box {
      binds = List.copyOf(binds);
      devices = List.copyOf(devices);
      deviceRules = List.copyOf(deviceRules);
      ports = List.copyOf(ports);
    }

    /** The first twelve characters of the id. */
    public String shortId() {
      return id.length() > 12 ? id.substring(0, 12) : id;
    }
  }

  /**
   * A published port.
   *
   * @param containerIp empty if the engine does not tell it here
   */
  public record Port(String hostIp, int hostPort, String containerIp, int containerPort) {}

  /** A network with its driver options. */
  public record Net(String name, String driver, Map<String, String> options) {
    public Net {
      options = Map.copyOf(options);
    }
  }

  /** True if anything was heard. */
  public boolean known() {
    return !version.isEmpty() || !info.equals(Info.NONE) || containers.isPresent();
  }

  public boolean rootless() {
    return info.option("rootless").isPresent();
  }
}
