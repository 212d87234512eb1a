package io.bulkhead.kernel.probes.facts;

import java.util.Set;

/** Programs that a container host has, and those it should not have. */
public final class HostServices {
  private static final Set<String> EXPECTED =
      Set.of(
          "sshd",
          "chronyd",
          "ntpd",
          "dhclient",
          "dhcpcd",
          "NetworkManager",
          "dockerd",
          "containerd",
          "docker-proxy",
          "node_exporter",
          "node-exporter",
          "auditd",
          "rsyslogd",
          "avahi-daemon",
          "tailscaled",
          "amazon-ssm-agen",
          "ssm-agent-worke",
          "google_guest_ag",
          "qemu-ga",
          "walinuxagent",
          "udevd",
          "init",
          "cloud-init",
          "rpcbind",
          "rootlesskit",
          "slirp4netns",
          "pasta");
  private static final Set<String> OTHERS =
      Set.of(
          "mysqld",
          "mariadbd",
          "postgres",
          "mongod",
          "redis-server",
          "memcached",
          "nginx",
          "apache2",
          "httpd",
          "lighttpd",
          "caddy",
          "haproxy",
          "java",
          "master",
          "exim4",
          "sendmail",
          "dovecot",
          "smbd",
          "nmbd",
          "nfsd",
          "rpc.mountd",
          "vsftpd",
          "named",
          "dnsmasq",
          "squid",
          "cupsd",
          "Xorg",
          "Xwayland",
          "gnome-shell",
          "kwin_wayland",
          "xrdp",
          "slapd",
          "elasticsearch");

  private HostServices() {}

  public static boolean expected(String command) {
    return EXPECTED.contains(command) || command.startsWith("systemd");
  }

  /** Databases, web and mail servers, desktops: each more to attack beside the containers. */
  public static boolean unwanted(String command) {
    return OTHERS.contains(command);
  }
}
