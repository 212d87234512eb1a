package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths whose status is always looked at, on every host. */
public final class WellKnownPaths {
  public static final String ENGINE_SOCKET = "/var/run/docker.sock";
  public static final String CONTAINERD_SOCKET = "/run/containerd/containerd.sock";

  /** Of the containerd that the engine starts itself where none runs. */
  public static final String OWN_CONTAINERD_SOCKET = "/run/docker/containerd/containerd.sock";

  public static final String ETC_DOCKER = "/etc/docker";
  public static final String DAEMON_JSON = "/etc/docker/daemon.json";
  public static final String DEFAULTS = "/etc/default/docker";
  public static final String SYSCONFIG = "/etc/sysconfig/docker";

  public static final String CONTAINERD_CONFIG = "/etc/containerd/config.toml";

  /** Where the engine keeps images, containers and volumes unless it is told otherwise. */
  public static final String DATA_ROOT = "/var/lib/docker";

  /** Directories in the data root that hold layers, metadata and files of containers. */
  public static final List<String> DATA_PARTS =
      List.of(
          "aufs",
          "btrfs",
          "containers",
          "devicemapper",
          "fuse-overlayfs",
          "image",
          "overlay2",
          "vfs",
          "volumes",
          "zfs");

  /** Where containerd keeps images and snapshots unless it is told otherwise. */
  public static final String CONTAINERD_ROOT = "/var/lib/containerd";

  /** State of running engines and containers. */
  public static final List<String> RUNTIME =
      List.of("/run/docker", "/run/containerd", "/var/run/docker");

  /** Programs that run as root, or that root runs to talk to the engine. */
  public static final List<String> PROGRAMS = programs();

  /** Certificates and keys for registries, one directory for each. */
  public static final String REGISTRY_CERTIFICATES = "/etc/docker/certs.d";

  /** Where the docker command looks for programs that it runs as its subcommands. */
  public static final List<String> CLI_PLUGINS =
      List.of(
          "/usr/libexec/docker/cli-plugins",
          "/usr/lib/docker/cli-plugins",
          "/usr/local/libexec/docker/cli-plugins",
          "/usr/local/lib/docker/cli-plugins",
          "/root/.docker/cli-plugins");

  /**
   * Last component that stands for the names in a directory where those could not be listed; such a
   * path is unreadable, with the reason.
   */
  public static final String ANY_NAME = "*";

  /** Directories with how many levels below them are looked at as well. */
  public static final Map<String, Integer> LISTED = listed();

  /** All of the above. */
  public static final List<String> ALL = all();

  private static List<String> programs() {
    List<String> all = new ArrayList<>();
    for (String directory : List.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/")) {
      for (String name :
          List.of(
              "dockerd",
              "docker",
              "docker-init",
              "docker-proxy",
              "containerd",
              "containerd-shim",
              "containerd-shim-runc-v1",
              "containerd-shim-runc-v2",
              "ctr",
              "runc",
              "tini-static")) {
        all.add(directory + name);
      }
    }
    all.add("/usr/libexec/docker/docker-init");
    all.add("/usr/libexec/docker/docker-proxy");
    return List.copyOf(all);
  }

  private static Map<String, Integer> listed() {
    Map<String, Integer> depths = new LinkedHashMap<>();
    depths.put(REGISTRY_CERTIFICATES, 2);
    CLI_PLUGINS.forEach(directory -> depths.put(directory, 1));
    return Collections.unmodifiableMap(depths);
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of(
            ENGINE_SOCKET,
            CONTAINERD_SOCKET,
            OWN_CONTAINERD_SOCKET,
            ETC_DOCKER,
            DAEMON_JSON,
            DEFAULTS,
            SYSCONFIG));
    all.add(CONTAINERD_CONFIG);
    all.add(DATA_ROOT);
    DATA_PARTS.forEach(name -> all.add(DATA_ROOT + "/" + name));
    all.add(CONTAINERD_ROOT);
    all.addAll(RUNTIME);
    all.addAll(PROGRAMS);
    all.addAll(LISTED.keySet());
    return List.copyOf(all);
  }

  private WellKnownPaths() {}
}
