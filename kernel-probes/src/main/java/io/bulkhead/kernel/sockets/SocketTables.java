package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the socket tables of the network namespace a process lives in. */
final class SocketTables {
  /** About a hundred thousand sockets. */
  private static final int LIMIT = 1 << 24;

  private final HostFiles files;

  SocketTables(HostFiles files) {
    this.files = files;
  }

  Reading<List<SocketTable.Row>> waiting(int pid, List<String> protocols) {
    List<SocketTable.Row> rows = new ArrayList<>();
    for (String protocol : protocols) {
      String path = "/proc/" + pid + "/net/" + protocol;
      Reading<byte[]> table = files.head(path, LIMIT);
      Optional<String> refused = refusal(table, protocol);
      if (refused.isPresent()) {
        return Reading.unreadable(Origin.observed(path), refused.get());
      }
      table.seen().ifPresent(seen -> rows.addAll(SocketTable.waiting(protocol, seen)));
    }
    return Reading.present(rows, Origin.observed("/proc/" + pid + "/net"));
  }

  /** A kernel without IPv6 has no table for it; the others are always there. */
  private static Optional<String> refusal(Reading<byte[]> table, String protocol) {
    return table.fold(
        seen -> {
          boolean cut = seen.value().length >= LIMIT;
          return cut ? Optional.of("more sockets than are read") : headed(seen.value());
        },
        absent -> protocol.endsWith("6") ? Optional.empty() : Optional.of("no such table"),
        unseen -> Optional.of(unseen.reason()));
  }

  /** An empty file is a masked one: a real table has at least its head line. */
  private static Optional<String> headed(byte[] table) {
    return table.length == 0 ? Optional.of("empty") : Optional.empty();
  }
}
