package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container as GET /containers/ID/json describes it, running or not.
 *
 * @param id 64 hex digits
 * @param name without the leading slash
 * @param image the reference it was created from
 * @param imageId digest of the image's configuration
 * @param state {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code
 *     exited}, {@code dead}
 * @param pid process id of its first process on the engine's host; 0 if not running
 * @param startedAt RFC 3339, the zero time if never started
 * @param restartPolicy {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure}
 * @param autoRemove created with {@code --rm}: it vanishes when it stops
 * @param user the user it starts as, empty for the image's
 * @param security what {@code HostConfig} asks for
 * @param mounts what is mounted from outside
 * @param network where it is attached
 * @param logDriver {@code HostConfig.LogConfig.Type}
 * @param logOptions {@code HostConfig.LogConfig.Config}
 * @param labels as set by image and user
 * @param environmentNames names of environment variables, never values
 * @param engineHostVariable value of DOCKER_HOST in its environment, empty if unset
 * @param limits how much of the host's resources it may take
 * @param reach what of the host's kernel and devices it is given
 * @param course how it came to be as it is now
 * @param secrets signs of secrets in its environment and its arguments that its image does not
 *     have; never the secrets themselves
 */
public record Container(
    String id,
    String name,
    String image,
    String imageId,
    String state,
    int pid,
    String startedAt,
    String restartPolicy,
    boolean autoRemove,
    String user,
    Security security,
    List<Mount> mounts,
    Attachment network,
    String logDriver,
    Map<String, String> logOptions,
    Map<String, String> labels,
    List<String> environmentNames,
    String engineHostVariable,
    Limits limits,
    Reach reach,
    Course course,
    List<SecretSign> secrets) {

  public Container {
    mounts = List.copyOf(mounts);
    logOptions = Map.copyOf(logOptions);
    labels = Map.copyOf(labels);
    environmentNames = List.copyOf(environmentNames);
    secrets = List.copyOf(secrets);
  }

  /** True if it has processes now: running, paused or restarting with a live process. */
  public boolean running() {
    return state.equals("running") || state.equals("paused");
  }

  /** The files that docker compose made it from, as its labels name them; empty if it did not. */
  public List<String> composeFiles() {
    String files = labels.getOrDefault("com.docker.compose.project.config_files", "");
    String directory = labels.getOrDefault("com.docker.compose.project.working_dir", "");
    return Stream.of(files.split(","))
        .map(String::strip)
        .filter(file -> !file.isEmpty())
        .map(file -> file.startsWith("/") ? file : directory + "/" + file)
        .toList();
  }

  /** The first twelve digits of the id. */
  public String shortId() {
    return id.length() > 12 ? id.substring(0, 12) : id;
  }

  /**
   * Security settings as given at creation; capability names upper case without CAP_.
   *
   * @param readonlyRootfs root file system is mounted read-only
   * @param appArmorProfile the profile the engine says it uses, empty if none
   * @param processLabel SELinux label the engine says it uses, empty if none
   * @param options raw {@code SecurityOpt}
   * @param runtime OCI runtime name
   */
  public record Security(
      boolean privileged,
      List<String> capAdd,
      List<String> capDrop,
      List<String> options,
      boolean readonlyRootfs,
      String appArmorProfile,
      String processLabel,
      String networkMode,
      String pidMode,
      String ipcMode,
      String utsMode,
      String usernsMode,
      String cgroupnsMode,
      String runtime,
      List<String> devices) {
    public Security {
      capAdd = List.copyOf(capAdd);
      capDrop = List.copyOf(capDrop);
      options = List.copyOf(options);
      devices = List.copyOf(devices);
    }
  }

  /**
   * A mount.
   *
   * @param type {@code bind}, {@code volume}, {@code tmpfs}
   * @param name volume name, empty for a bind mount
   * @param source path on the engine's host; for a local volume that shows something else than a
   *     directory of the engine's, that ({@link VolumeSource}), one mount for each
   */
  public record Mount(
      String type,
      String name,
      String source,
      String destination,
      boolean writable,
      String propagation) {}

  /**
   * Network attachments.
   *
   * @param addresses network name to IPv4 address; empty address when stopped
   * @param links legacy links as {@code other:alias}
   * @param published published ports
   */
  public record Attachment(
      Map<String, String> addresses, List<String> links, List<Published> published) {
    public Attachment {
      addresses = Map.copyOf(addresses);
      links = List.copyOf(links);
      published = List.copyOf(published);
    }
  }

  /** A published port: host address and port, container port as {@code 80/tcp}. */
  public record Published(String hostIp, String hostPort, String containerPort) {
    /** The IPv6 address of nothing but zeros in each of its spellings, also around IPv4's. */
    private static final Pattern WILDCARD =
        Pattern.compile("[0:]*:[0:]*((?i:ffff:)(0\\.0\\.0\\.0|[0:]+))?");

    /** The host's port, the first one of a range; 0 if the engine chooses one at the start. */
    public int port() {
      return number(hostPort.split("-", 2)[0]);
    }

    /** The port inside, without its protocol; 0 if it is no number. */
    public int inside() {
      int slash = containerPort.indexOf('/');
      return number(slash < 0 ? containerPort : containerPort.substring(0, slash));
    }

    /** {@code tcp}, {@code udp} or {@code sctp}. */
    public String protocol() {
      int slash = containerPort.indexOf('/');
      return slash < 0 ? "tcp" : containerPort.substring(slash + 1);
    }

    /** True if every address of the host takes connections for it. */
    public boolean everywhere() {
      return hostIp.isEmpty() || hostIp.equals("0.0.0.0") || WILDCARD.matcher(hostIp).matches();
    }

    /** As {@code docker run -p} takes it. */
    public String text() {
      String ip = hostIp.indexOf(':') >= 0 ? "[" + hostIp + "]" : hostIp;
      return (ip.isEmpty() ? "" : ip + ":") + hostPort + ":" + containerPort;
    }

    private static int number(String text) {
      return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
  }

  /**
   * Limits as {@code HostConfig} asks for them; 0 or empty where none is asked for.
   *
   * @param memoryBytes {@code Memory}
   * @param nanoCpus {@code NanoCpus}, billionths of a processor
   * @param cpuQuotaMicros {@code CpuQuota}, per period
   * @param cpuShares {@code CpuShares}, 1024 is the kernel's default
   * @param cpuset {@code CpusetCpus}
   * @param pids {@code PidsLimit}
   * @param oomScoreAdjust {@code OomScoreAdj}, -1000 to 1000
   * @param cgroupParent {@code CgroupParent}, empty for the engine's own
   */
  public record Limits(
      long memoryBytes,
      long nanoCpus,
      long cpuQuotaMicros,
      long cpuShares,
      String cpuset,
      long pids,
      boolean oomKillDisabled,
      long oomScoreAdjust,
      List<Ulimit> ulimits,
      String cgroupParent) {
    public Limits {
      ulimits = List.copyOf(ulimits);
    }
  }

  /** A resource limit of its processes (setrlimit(2)); -1 for unlimited. */
  public record Ulimit(String name, long soft, long hard) {}

  /**
   * What of the host's kernel and devices it is given.
   *
   * @param maskedPaths paths of /proc and /sys that are covered
   * @param readonlyPaths paths of /proc that are read-only
   * @param sysctls kernel parameters set in its namespaces
   * @param deviceRules raw {@code DeviceCgroupRules}, for example {@code c 10:200 rwm}
   * @param deviceRequests drivers of {@code DeviceRequests}, {@code gpu} for GPUs
   * @param groupAdd supplementary groups by name or number
   */
  public record Reach(
      List<String> maskedPaths,
      List<String> readonlyPaths,
      Map<String, String> sysctls,
      List<String> deviceRules,
      List<String> deviceRequests,
      List<String> groupAdd) {
    public Reach {
      maskedPaths = List.copyOf(maskedPaths);
      readonlyPaths = List.copyOf(readonlyPaths);
      sysctls = Map.copyOf(sysctls);
      deviceRules = List.copyOf(deviceRules);
      deviceRequests = List.copyOf(deviceRequests);
      groupAdd = List.copyOf(groupAdd);
    }
  }

  /**
   * How it came to be as it is now.
   *
   * @param createdAt RFC 3339
   * @param finishedAt RFC 3339, the zero time if it never ended
   * @param maximumRetries of the restart policy {@code on-failure}, 0 for no bound
   * @param publishesAll created with {@code -P}: every exposed port is published
   * @param program {@code Path}, the program it starts, without arguments
   * @param health empty if nothing checks it, else what the engine calls its state; before the
   *     first start {@code configured}
   * @param execs processes that {@code docker exec} started and the engine still remembers
   */
  public record Course(
      String createdAt,
      String finishedAt,
      int maximumRetries,
      boolean publishesAll,
      String program,
      String health,
      List<Exec> execs) {
    public Course {
      execs = List.copyOf(execs);
    }
  }

  /** A {@code docker exec}: the user it was given, empty for the container's; its program. */
  public record Exec(String id, boolean running, boolean privileged, String user, String program) {}
}
