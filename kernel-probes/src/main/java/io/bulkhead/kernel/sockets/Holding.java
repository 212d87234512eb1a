package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.Listener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Joins sockets with the processes that hold them. */
final class Holding {
  private Holding() {}

  static Set<Long> inodes(List<SocketTable.Row> rows) {
    Set<Long> inodes = new HashSet<>();
    rows.forEach(row -> inodes.add(row.inode()));
    return inodes;
  }

  /** Listeners by port, protocol and address. */
  static List<Listener> listeners(List<SocketTable.Row> rows, SocketHolders holders) {
    List<Listener> listeners = new ArrayList<>();
    for (SocketTable.Row row : rows) {
      listeners.add(
          new Listener(row.protocol(), row.address(), row.port(), holders.of(row.inode())));
    }
    listeners.sort(
        Comparator.comparingInt(Listener::port)
            .thenComparing(Listener::protocol)
            .thenComparing(Listener::address));
    return listeners;
  }
}
