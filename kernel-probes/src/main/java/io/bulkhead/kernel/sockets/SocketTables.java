package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the socket tables of the network namespace a process lives in, each once: the kernel walks
 * all its hash buckets for a table, which takes some milliseconds, so that of a namespace without
 * sockets only their count is read. One instance serves one snapshot. Thread-safe.
 */
public final class SocketTables {
  /** About a hundred thousand sockets. */
  private static final int LIMIT = 1 << 24;

  private final HostFiles files;
  private final Map<String, Reading<List<SocketTable.Row>>> read = new HashMap<>();

  public SocketTables(HostFiles files) {
    this.files = files;
  }

  synchronized Reading<List<SocketTable.Row>> waiting(int pid, List<String> protocols) {
    // without the namespace's name nothing is shared
    String namespace = files.link("/proc/" + pid + "/ns/net").seen().orElse("of " + pid);
    List<SocketTable.Row> rows = new ArrayList<>();
    for (String protocol : protocols) {
      Reading<List<SocketTable.Row>> table =
          read.computeIfAbsent(namespace + protocol, key -> table(pid, protocol));
      if (table instanceof Reading.Present<List<SocketTable.Row>> seen) {
        rows.addAll(seen.value());
      } else {
        return table;
      }
    }
    return Reading.present(rows, Origin.observed("/proc/" + pid + "/net"));
  }

  /** TCP ports on which something waits in a process's network namespace, each once, in order. */
  public Reading<List<Integer>> ports(int pid) {
    return waiting(pid, List.of("tcp", "tcp6"))
        .map(rows -> rows.stream().map(SocketTable.Row::port).distinct().sorted().toList());
  }

  private Reading<List<SocketTable.Row>> table(int pid, String protocol) {
    Reading<byte[]> counts = files.bytes("/proc/" + pid + "/net/" + SocketCounts.file(protocol));
    if (counts.seen().filter(seen -> SocketCounts.none(protocol, seen)).isPresent()) {
      return Reading.present(List.of(), counts.origin());
    }
    Reading<byte[]> table = files.head("/proc/" + pid + "/net/" + protocol, LIMIT);
    Optional<String> refused = refusal(table, protocol);
    return refused.isPresent()
        ? Reading.unreadable(table.origin(), refused.get())
        : Reading.present(
            table.seen().map(seen -> SocketTable.waiting(protocol, seen)).orElse(List.of()),
            table.origin());
  }

  /** A kernel without IPv6 has no table for it; the others are always there. */
  private static Optional<String> refusal(Reading<byte[]> table, String protocol) {
    return table.fold(
        seen -> {
          boolean cut = seen.value().length >= LIMIT;
          return cut ? Optional.of("more sockets than are read") : headed(seen.value());
        },
        absent ->
            protocol.endsWith("6") ? Optional.empty() : Optional.of("no such process or table"),
        unseen -> Optional.of(unseen.reason()));
  }

  /** An empty file is a masked one: a real table has at least its head line. */
  private static Optional<String> headed(byte[] table) {
    return table.length == 0 ? Optional.of("empty") : Optional.empty();
  }
}
