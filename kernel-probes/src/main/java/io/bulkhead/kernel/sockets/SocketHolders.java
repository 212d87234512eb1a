package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Listener.Holder;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.processes.Cgroups;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the processes that hold sockets, by one look at the descriptors of every process. */
final class SocketHolders {
  private static final String PREFIX = "socket:[";

  private final HostFiles files;
  private final Map<Long, List<Holder>> found = new HashMap<>();
  private int denied;

  private SocketHolders(HostFiles files) {
    this.files = files;
  }

  /** Looks into all processes. */
  static SocketHolders scan(HostFiles files, Set<Long> inodes) {
    List<Integer> pids = new ArrayList<>();
    for (String name : files.list("/proc").seen().orElse(List.of())) {
      int pid = number(name);
      if (pid > 0) {
        pids.add(pid);
      }
    }
    return among(files, pids, inodes);
  }

  /** Looks into some processes. */
  static SocketHolders among(HostFiles files, Iterable<Integer> pids, Set<Long> inodes) {
    SocketHolders holders = new SocketHolders(files);
    if (!inodes.isEmpty()) {
      pids.forEach(pid -> holders.look(pid, inodes));
    }
    return holders;
  }

  /** The sockets among {@code inodes} that one process holds. */
  static Reading<Set<Long>> heldBy(HostFiles files, int pid, Set<Long> inodes) {
    SocketHolders holders = new SocketHolders(files);
    return files
        .list("/proc/" + pid + "/fd")
        .then(
            seen ->
                holders.look(pid, seen.value(), inodes)
                    ? Reading.present(Set.copyOf(holders.found.keySet()), seen.origin())
                    : Reading.unreadable(seen.origin(), "permission denied"));
  }

  /** Holders of a socket; none is certain only if every process could be looked into. */
  Reading<List<Holder>> of(long inode) {
    Origin origin = Origin.observed("socket:[" + inode + "] in /proc/*/fd");
    List<Holder> holders = found.get(inode);
    if (holders != null) {
      return Reading.present(List.copyOf(holders), origin);
    }
    return denied > 0
        ? Reading.unreadable(origin, "permission denied for " + denied + " processes")
        : Reading.present(List.of(), origin);
  }

  private void look(int pid, Set<Long> inodes) {
    Reading<List<String>> descriptors = files.list("/proc/" + pid + "/fd");
    if (descriptors instanceof Reading.Present<List<String>> seen) {
      denied += look(pid, seen.value(), inodes) ? 0 : 1;
    } else if (descriptors instanceof Reading.Unreadable<List<String>>) {
      denied++;
    }
  }

  /** False if a descriptor could be listed but not looked at: a process with more rights. */
  private boolean look(int pid, List<String> descriptors, Set<Long> inodes) {
    Holder self = null;
    boolean all = true;
    for (String descriptor : descriptors) {
      Reading<String> link = files.link("/proc/" + pid + "/fd/" + descriptor);
      all &= !(link instanceof Reading.Unreadable<String>);
      long inode = inode(link);
      if (inode < 0 || !inodes.contains(inode)) {
        continue;
      }
      self = self == null ? holder(pid) : self;
      List<Holder> holders = found.computeIfAbsent(inode, i -> new ArrayList<>());
      if (!holders.contains(self)) {
        holders.add(self);
      }
    }
    return all;
  }

  private Holder holder(int pid) {
    String dir = "/proc/" + pid;
    return new Holder(
        pid,
        text(dir + "/comm").strip(),
        files.link(dir + "/exe").seen().orElse(""),
        Cgroups.containerId(text(dir + "/cgroup")));
  }

  private String text(String path) {
    byte[] bytes = files.bytes(path).seen().orElse(new byte[0]);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static long inode(Reading<String> link) {
    if (!(link instanceof Reading.Present<String> seen) || !seen.value().startsWith(PREFIX)) {
      return -1;
    }
    long inode = 0;
    String text = seen.value();
    for (int i = PREFIX.length(); i < text.length() - 1; i++) {
      inode = inode * 10 + (text.charAt(i) - '0');
    }
    return inode;
  }

  private static int number(String name) {
    int value = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9' || i > 8) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
