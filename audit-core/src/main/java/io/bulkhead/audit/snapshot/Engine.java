package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What the Engine API says; every part is read once.
 *
 * @param version GET /version
 * @param info GET /info
 * @param containers GET /containers/json?all=1 and one inspect each
 * @param networks GET /networks with one inspect of the default bridge
 * @param images GET /images/json, one inspect and one history each
 * @param volumes GET /volumes
 * @param plugins GET /plugins: the managed plugins
 * @param swarm swarm mode: GET /info, and GET /services of a manager
 * @param lifecycle the dated table of engine releases that ships with Bulkhead
 */
public record Engine(
    Reading<Version> version,
    Reading<Info> info,
    Reading<Containers> containers,
    Reading<List<Network>> networks,
    Reading<Images> images,
    Reading<List<Volume>> volumes,
    Reading<List<Plugin>> plugins,
    Reading<Swarm> swarm,
    Lifecycle lifecycle) {

  /**
   * GET /version.
   *
   * @param version for example {@code 20.10.24+dfsg1}
   * @param apiVersion newest API it speaks, for example {@code 1.41}
   * @param components name to version: Engine, containerd, runc, …
   * @param podman true if this is podman's imitation of the API
   */
  public record Version(
      String version, String apiVersion, Map<String, String> components, boolean podman) {
    public Version {
      components = Map.copyOf(components);
    }
  }

  /**
   * GET /info; fields this engine version does not have are absent.
   *
   * @param id the engine's id
   * @param name host name as the engine knows it
   * @param operatingSystem for example {@code Docker Desktop}
   * @param securityOptions raw entries such as {@code name=seccomp,profile=default}
   * @param memoryBytes memory of the host, 0 if it does not say
   * @param swarmState {@code inactive}, {@code active}, …
   * @param warnings the engine's own warnings
   * @param settings what else it shows of its configuration
   */
  public record Info(
      String id,
      String name,
      String operatingSystem,
      String kernelVersion,
      String dockerRootDir,
      String storageDriver,
      Reading<Boolean> liveRestore,
      Reading<String> loggingDriver,
      Reading<String> cgroupDriver,
      Reading<String> cgroupVersion,
      List<String> securityOptions,
      long memoryBytes,
      String swarmState,
      List<String> insecureRegistries,
      List<String> warnings,
      Shown settings) {
    public Info {
      securityOptions = List.copyOf(securityOptions);
      insecureRegistries = List.copyOf(insecureRegistries);
      warnings = List.copyOf(warnings);
    }

    /** True if an entry {@code name=NAME} is among the security options. */
    public boolean securityOption(String name) {
      return securityOptions.stream()
          .anyMatch(o -> o.equals("name=" + name) || o.startsWith("name=" + name + ","));
    }
  }

  /**
   * Settings that GET /info shows beside the others.
   *
   * @param runtimes by name: the program, or the type where the engine finds the program itself
   * @param mirrors registry mirrors as configured
   * @param authorizationPlugins as configured at the start; a reload may have dropped them since
   * @param limits which limits of containers it says it can enforce, by the field's name
   */
  public record Shown(
      Reading<Boolean> debug,
      Reading<Boolean> experimental,
      String defaultRuntime,
      Map<String, String> runtimes,
      List<String> mirrors,
      List<String> authorizationPlugins,
      Map<String, Boolean> limits) {
    public Shown {
      limits = Map.copyOf(limits);
      runtimes = Map.copyOf(runtimes);
      mirrors = List.copyOf(mirrors);
      authorizationPlugins = List.copyOf(authorizationPlugins);
    }
  }

  /**
   * A managed plugin: a program that the engine runs outside of any container's limits.
   *
   * @param privileges what it was granted beyond a container's own, one word each, for example
   *     {@code capability CAP_SYS_ADMIN}
   */
  public record Plugin(String name, boolean enabled, List<String> privileges) {
    public Plugin {
      privileges = List.copyOf(privileges);
    }
  }

  /** The containers seen, and those that were listed and could not be inspected. */
  public record Containers(List<Container> seen, List<Missed> missed) {
    public Containers {
      seen = List.copyOf(seen);
      missed = List.copyOf(missed);
    }
  }

  /** A container or image that was listed and then could not be inspected, with the reason. */
  public record Missed(String id, String name, String reason) {}

  /** The images seen, and those that were listed and could not be inspected. */
  public record Images(List<Image> seen, List<Missed> missed) {
    public Images {
      seen = List.copyOf(seen);
      missed = List.copyOf(missed);
    }
  }

  /**
   * A volume.
   *
   * @param createdAt RFC 3339, empty if the driver does not say
   * @param options driver options, secrets taken out
   * @param secrets signs of secrets among the options
   */
  public record Volume(
      String name,
      String driver,
      String createdAt,
      Map<String, String> options,
      List<SecretSign> secrets) {
    public Volume {
      options = Map.copyOf(options);
      secrets = List.copyOf(secrets);
    }
  }

  /**
   * A network.
   *
   * @param internal without a way to other networks
   * @param options driver options, for example {@code com.docker.network.bridge.enable_icc}
   * @param ipv6 it gives IPv6 addresses
   * @param subnets subnets in CIDR form
   * @param containers ids of the attached running containers; empty for networks that were listed
   *     only
   */
  public record Network(
      String id,
      String name,
      String driver,
      boolean internal,
      Map<String, String> options,
      boolean ipv6,
      List<String> subnets,
      List<String> containers) {
    public Network {
      options = Map.copyOf(options);
      subnets = List.copyOf(subnets);
      containers = List.copyOf(containers);
    }
  }

  /**
   * Release lines of the Engine, newest first.
   *
   * @param asOf date of the table, ISO 8601
   */
  public record Lifecycle(String asOf, List<Release> releases) {
    public Lifecycle {
      releases = List.copyOf(releases);
    }

    /**
     * A release line.
     *
     * @param line for example {@code 28} or {@code 20.10}
     * @param endOfLife last day of upstream support, ISO 8601; empty if none is announced
     * @param newest newest patch release known on the table's date
     * @param source where the dates were read
     */
    public record Release(String line, String endOfLife, String newest, String source) {}
  }
}
