package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.snapshot.Container;

/** The namespaces a container can be told to share with the host (namespaces(7)). */
enum NamespaceKind {
  NETWORK("network", "net", "HostConfig.NetworkMode"),
  PID("pid", "pid", "HostConfig.PidMode"),
  IPC("ipc", "ipc", "HostConfig.IpcMode"),
  UTS("uts", "uts", "HostConfig.UTSMode"),
  USER("user", "user", "HostConfig.UsernsMode");

  private final String word;
  private final String link;
  private final String field;

  NamespaceKind(String word, String link, String field) {
    this.word = word;
    this.link = link;
    this.field = field;
  }

  String word() {
    return word;
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
    };
  }
}
