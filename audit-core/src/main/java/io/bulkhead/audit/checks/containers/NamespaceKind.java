package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.snapshot.Container;

/** The namespaces a container can be told to share with the host (namespaces(7)). */
enum NamespaceKind {
  NETWORK("network", "a network", "net", "HostConfig.NetworkMode"),
  PID("pid", "a pid", "pid", "HostConfig.PidMode"),
  IPC("ipc", "an ipc", "ipc", "HostConfig.IpcMode"),
  UTS("uts", "a uts", "uts", "HostConfig.UTSMode"),
  USER("user", "a user", "user", "HostConfig.UsernsMode"),
  CGROUP("cgroup", "a cgroup", "cgroup", "HostConfig.CgroupnsMode");

  private final String word;
  private final String article;
  private final String link;
  private final String field;

  NamespaceKind(String word, String article, String link, String field) {
    this.word = word;
    this.article = article;
    this.link = link;
    this.field = field;
  }

  String word() {
    return word;
  }

  /** The word with its article. */
  String article() {
    return article;
  }

  /** Name of the link in /proc/PID/ns. */
  String link() {
    return link;
  }

  String field() {
    return field;
  }

  String modeOf(Container container) {
    Container.Security security = container.security();
    return switch (this) {
      case NETWORK -> security.networkMode();
      case PID -> security.pidMode();
      case IPC -> security.ipcMode();
      case UTS -> security.utsMode();
      case USER -> security.usernsMode();
      case CGROUP -> security.cgroupnsMode();
    };
  }
}
