package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.HostFiles;
import java.util.ArrayList;
import java.util.List;

/** Who is connected to this host at the moment. */
public final class Peers {
  private static final int LIMIT = 1 << 24;

  private Peers() {}

  /**
   * Remote addresses of the connections to a TCP port, one for each connection, in no order; none
   * where the kernel's tables cannot be read.
   */
  public static List<String> of(HostFiles files, int port) {
    List<String> peers = new ArrayList<>();
    for (String protocol : List.of("tcp", "tcp6")) {
      files
          .head("/proc/1/net/" + protocol, LIMIT)
          .seen()
          .ifPresent(table -> peers.addAll(SocketTable.connected(table, port)));
    }
    return peers;
  }
}
