package io.bulkhead.kernel.probes.sockets;

import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.ApiSockets;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.Mounts;
import io.bulkhead.kernel.probes.facts.Mounts.Mount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sockets of the engine that a container reaches through its mounts: the socket itself, or a
 * directory above it. That a mount is read-only does not matter to a socket.
 */
final class MountedSockets {
  /** Where a socket lies below a directory of the host that was mounted. */
  private static final List<String> BELOW =
      List.of(
          "/docker.sock",
          "/run/docker.sock",
          "/var/run/docker.sock",
          "/containerd/containerd.sock",
          "/run/containerd/containerd.sock",
          "/containerd.sock");

  private static final Set<String> KERNELS =
      Set.of("proc", "sysfs", "cgroup", "cgroup2", "mqueue", "devpts", "devtmpfs");

  private MountedSockets() {}

  static Answer answer(Look look) {
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (boxes.isEmpty()) {
      return Answer.unknown("the running containers were not seen");
    }
    if (boxes.get().isEmpty()) {
      return Answer.notApplicable("no container runs");
    }
    Set<String> reached = new LinkedHashSet<>();
    List<String> unseen = new ArrayList<>();
    for (Box box : boxes.get()) {
      reached.addAll(byBinds(look, box));
      Mounts mounts = Mounts.of(look, "" + box.pid());
      if (!mounts.seen()) {
        unseen.add(box.shortId());
      }
      mounts.all().forEach(mount -> reached.addAll(through(look, box, mount)));
    }
    if (!reached.isEmpty()) {
      return Answer.fail(
          List.copyOf(reached), "whoever is root in the container is root on this host");
    }
    return unseen.isEmpty()
        ? Answer.pass(List.of(), "none")
        : Answer.unknown("the mounts of " + String.join(", ", unseen) + " could not be read");
  }

  private static List<String> byBinds(Look look, Box box) {
    List<String> found = new ArrayList<>();
    for (String bind : box.binds()) {
      String[] parts = bind.split(":");
      if (parts.length < 2 || !parts[0].startsWith("/")) {
        continue;
      }
      String source = ApiSockets.canonical(parts[0]);
      if (engine(source)) {
        found.add(parts[1]);
        continue;
      }
      for (String socket : ApiSockets.of(look).paths()) {
        if (socket.equals(source)) {
          found.add(parts[1]);
        } else if (socket.startsWith(source.endsWith("/") ? source : source + "/")) {
          String path = joined(parts[1], below(source, socket));
          if (!hidden(look, box, path)) {
            found.add(path);
          }
        }
      }
    }
    return found;
  }

  /** True if the container's own view was seen, and something else lies over the directory. */
  private static boolean hidden(Look look, Box box, String path) {
    String root = "/proc/" + box.pid() + "/root";
    return look.quietStat(root).seen() && look.quietStat(root + path).absent();
  }

  private static boolean engine(String path) {
    return path.endsWith("/docker.sock") || path.endsWith("/containerd.sock");
  }

  private static List<String> through(Look look, Box box, Mount mount) {
    String inside = "/proc/" + box.pid() + "/root" + mount.point();
    if (engine(mount.root()) || (engine(mount.point()) && look.exists(inside))) {
      return List.of(mount.point());
    }
    if (mount.point().equals("/") || KERNELS.contains(mount.type()) || !ofTheHost(look, mount)) {
      return List.of();
    }
    Set<String> found = new LinkedHashSet<>();
    for (String below : BELOW) {
      String path = mount.point() + below;
      String seen = "/proc/" + box.pid() + "/root" + path;
      if (look.quietStat(seen).map(s -> s.kind() == FileKind.SOCKET).or(false)) {
        look.stat(seen);
        found.add(path);
      }
    }
    found.addAll(byDevice(look, box, mount));
    return List.copyOf(found);
  }

  /** An API socket under any name: the same file system, and a directory above it or itself. */
  private static List<String> byDevice(Look look, Box box, Mount mount) {
    List<String> found = new ArrayList<>();
    Mounts host = Mounts.of(look, "self");
    for (String socket : ApiSockets.of(look).paths()) {
      Optional<Mount> holding = host.holding(socket).filter(m -> m.device().equals(mount.device()));
      if (holding.isEmpty()) {
        continue;
      }
      String inside = joined(holding.get().root(), below(holding.get().point(), socket));
      boolean above = mount.root().equals("/") || (inside + "/").startsWith(mount.root() + "/");
      if (above) {
        String path = joined(mount.point(), below(mount.root(), inside));
        Got<FileStat> stat = look.quietStat("/proc/" + box.pid() + "/root" + path);
        if (stat.denied() || stat.map(s -> s.kind() == FileKind.SOCKET).or(false)) {
          found.add(path);
        }
      }
    }
    return found;
  }

  private static String below(String directory, String path) {
    return directory.equals("/") ? path : path.substring(directory.length());
  }

  private static String joined(String directory, String rest) {
    return directory.equals("/") ? rest : directory + rest;
  }

  /** A file system of the container's own may hold sockets of an engine that runs in it. */
  private static boolean ofTheHost(Look look, Mount mount) {
    Mounts host = Mounts.of(look, "self");
    return !host.seen()
        || look.background("devices of the host", own -> Mounts.of(own, "self").devices())
            .contains(mount.device());
  }
}
