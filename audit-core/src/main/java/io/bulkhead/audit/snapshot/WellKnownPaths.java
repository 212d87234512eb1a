package io.bulkhead.audit.snapshot;

import java.util.List;

/** Paths whose status is always looked at, on every host. */
public final class WellKnownPaths {
  public static final String ENGINE_SOCKET = "/var/run/docker.sock";
  public static final String CONTAINERD_SOCKET = "/run/containerd/containerd.sock";
  public static final String ETC_DOCKER = "/etc/docker";
  public static final String DAEMON_JSON = "/etc/docker/daemon.json";
  public static final String DEFAULTS = "/etc/default/docker";
  public static final String SYSCONFIG = "/etc/sysconfig/docker";

  /** All of the above. */
  public static final List<String> ALL =
      List.of(ENGINE_SOCKET, CONTAINERD_SOCKET, ETC_DOCKER, DAEMON_JSON, DEFAULTS, SYSCONFIG);

  private WellKnownPaths() {}
}
