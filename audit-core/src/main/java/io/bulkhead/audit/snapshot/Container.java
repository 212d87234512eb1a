package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

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
    String engineHostVariable) {

  public Container {
    mounts = List.copyOf(mounts);
    logOptions = Map.copyOf(logOptions);
    labels = Map.copyOf(labels);
    environmentNames = List.copyOf(environmentNames);
  }

  /** True if it has processes now: running, paused or restarting with a live process. */
  public boolean running() {
    return state.equals("running") || state.equals("paused");
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
   * @param source path on the engine's host; for a local volume with option {@code device}, that
   *     device
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
  public record Published(String hostIp, String hostPort, String containerPort) {}
}
