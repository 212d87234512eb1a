package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.sockets.SocketTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sockets of the host that wait for somebody.
 *
 * @param seen false if the tables could not be read
 */
public record Listening(boolean seen, List<Socket> all) {
  private static final int LIMIT = 1 << 24;

  /**
   * A waiting socket.
   *
   * @param command of the process that holds it; empty if none was found
   * @param pid 0 if none was found
   * @param container id of the container the process runs in; empty for the host
   */
  public record Socket(
      String protocol, String address, int port, String command, int pid, String container) {
    public boolean loopback() {
      return address.startsWith("127.")
          || address.equals("::1")
          || address.startsWith("::ffff:127.");
    }

    public boolean owned() {
      return pid > 0;
    }
  }

  public static Listening of(Look look) {
    return look.once(Listening.class, Listening::read);
  }

  private static Listening read(Look look) {
    List<SocketTable.Row> rows = new ArrayList<>();
    boolean seen = false;
    for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
      Got<byte[]> table = look.head("/proc/1/net/" + protocol, LIMIT);
      if (!table.seen()) {
        table = look.head("/proc/self/net/" + protocol, LIMIT);
      }
      seen |= table.seen();
      rows.addAll(SocketTable.waiting(protocol, table.or(new byte[0])));
    }
    look.note("/proc/1/net", rows.size() + " waiting sockets");
    Map<Long, Processes.Task> owners =
        SocketOwners.of(
            look, rows.stream().map(SocketTable.Row::inode).collect(Collectors.toSet()));
    List<Socket> all = new ArrayList<>();
    for (SocketTable.Row row : rows) {
      Optional<Processes.Task> owner = Optional.ofNullable(owners.get(row.inode()));
      all.add(
          new Socket(
              row.protocol(),
              row.address(),
              row.port(),
              owner.map(Processes.Task::command).orElse(""),
              owner.map(Processes.Task::pid).orElse(0),
              owner.map(task -> task.container(look)).orElse("")));
    }
    return new Listening(seen, List.copyOf(all));
  }
}
