package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.unit.Sockets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the configuration names and the host must have. */
final class HostRules {
  private static final List<String> NFT =
      List.of("/usr/sbin/nft", "/usr/bin/nft", "/sbin/nft", "/usr/local/sbin/nft");

  private HostRules() {}

  static void check(Subject subject) {
    seccompWords(subject);
    activation(subject);
    Optional<HostFiles> host = subject.host;
    if (host.isEmpty()) {
      return;
    }
    seccomp(subject, host.get());
    userns(subject, host.get());
    group(subject, host.get());
    tls(subject, host.get());
    plugins(subject, host.get());
    firewall(subject, host.get());
    String containerd = subject.text("containerd");
    if (host.get().live() && containerd.startsWith("/") && missing(host.get(), containerd)) {
      subject.stops(
          "containerd", "there is no socket " + containerd, "start containerd or remove it");
    }
  }

  private static boolean missing(HostFiles host, String path) {
    return host.stat(path) instanceof Reading.Absent;
  }

  /** Listening at fd:// needs a socket from systemd. */
  private static void activation(Subject subject) {
    boolean fd = subject.inFile("hosts").map(v -> v.texts().contains("fd://")).orElse(false);
    boolean socket =
        subject.host.flatMap(host -> Sockets.read(host, "docker.socket").seen()).isPresent();
    if (fd && !socket && subject.flags.value("hosts").isEmpty()) {
      String says = "fd:// works under systemd's socket activation only";
      String todo = "install and enable docker.socket";
      if (subject.host.filter(HostFiles::live).isPresent()) {
        subject.stops("hosts", says + ", and there is no docker.socket", todo);
      } else {
        subject.doubtful("hosts", says, todo);
      }
    }
  }

  /** The nftables backend runs the program nft. */
  private static void firewall(Subject subject, HostFiles host) {
    boolean wanted = subject.text("firewall-backend").equals("nftables");
    if (wanted && host.live() && NFT.stream().allMatch(path -> missing(host, path))) {
      subject.stops(
          "firewall-backend",
          "nftables needs the program nft, which is missing",
          "install nftables");
    }
  }

  private static void seccompWords(Subject subject) {
    String profile = subject.text("seccomp-profile");
    boolean word = profile.equals("builtin") || profile.equals("unconfined");
    if (word && subject.given("seccomp-profile") && subject.before(23, 0)) {
      subject.stops(
          "seccomp-profile",
          "'" + profile + "' is a file name before Docker Engine 23.0",
          "remove it or name a file");
    }
  }

  private static void seccomp(Subject subject, HostFiles host) {
    String profile = subject.text("seccomp-profile");
    if (!profile.startsWith("/")) {
      return;
    }
    Reading<byte[]> file = host.bytes(profile);
    if (file instanceof Reading.Absent) {
      subject.stops(
          "seccomp-profile", "there is no file " + profile, "create it or remove the key");
    } else if (file.seen()
        .filter(b -> !new String(b, StandardCharsets.UTF_8).strip().startsWith("{"))
        .isPresent()) {
      subject.doubtful(
          "seccomp-profile",
          profile + " is no JSON object; the engine starts and every container then fails",
          "repair the file");
    }
  }

  private static void userns(Subject subject, HostFiles host) {
    String user = subject.text("userns-remap").split(":", 2)[0];
    if (user.isEmpty() || user.equals("default")) {
      return;
    }
    if (lacks(host, "/etc/passwd", user)) {
      subject.stops(
          "userns-remap", "there is no user '" + user + "' in /etc/passwd", "create the user");
    } else if (!subject.before(20, 10) && lacksRange(host, user)) {
      subject.stops("userns-remap", "/etc/subuid has no range for '" + user + "'", "add one");
    }
  }

  private static boolean lacksRange(HostFiles host, String user) {
    return !user.matches("\\d+") && lacks(host, "/etc/subuid", user);
  }

  /** True only if the file was read and no line begins with the name, nor holds the number. */
  private static boolean lacks(HostFiles host, String path, String name) {
    boolean number = name.matches("\\d+");
    return host.text(path)
        .seen()
        .map(
            text ->
                text.lines()
                    .map(line -> line.split(":"))
                    .noneMatch(
                        f -> f[0].equals(name) || (number && f.length > 2 && f[2].equals(name))))
        .orElse(false);
  }

  /** The group matters for sockets the engine opens itself. */
  private static void group(Subject subject, HostFiles host) {
    String group = subject.text("group");
    List<String> hosts = subject.texts("hosts");
    boolean own =
        hosts.isEmpty() || hosts.stream().anyMatch(h -> h.isEmpty() || h.startsWith("unix:"));
    if (subject.given("group")
        && own
        && !group.matches("\\d+")
        && lacks(host, "/etc/group", group)) {
      subject.stops("group", "there is no group '" + group + "' in /etc/group", "create it");
    }
  }

  private static void tls(Subject subject, HostFiles host) {
    for (String key : List.of("tlscacert", "tlscert", "tlskey")) {
      String path = subject.text(key);
      boolean used = subject.on("tls") || subject.given("tlsverify");
      if (used && path.startsWith("/") && missing(host, path)) {
        subject.stops(key, "there is no file " + path, "create it");
      }
    }
  }

  private static void plugins(Subject subject, HostFiles host) {
    for (String plugin : subject.texts("authorization-plugins")) {
      List<String> places =
          List.of(
              "/run/docker/plugins/" + plugin + ".sock",
              "/run/docker/plugins/" + plugin + "/" + plugin + ".sock",
              "/etc/docker/plugins/" + plugin + ".spec",
              "/etc/docker/plugins/" + plugin + ".json",
              "/usr/lib/docker/plugins/" + plugin + ".spec",
              "/usr/lib/docker/plugins/" + plugin + ".json");
      if (host.live() && places.stream().allMatch(place -> missing(host, place))) {
        subject.doubtful(
            "authorization-plugins",
            "no plugin '"
                + plugin
                + "' is registered; unless it is an installed one, the engine stops",
            "install it first");
      }
    }
  }
}
