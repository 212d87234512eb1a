package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down the TCP sockets that the engine's own process listens on, in its own network
 * namespace. A socket handed over by systemd is held by the first process as well.
 */
public final class DaemonListenerGatherer implements Gatherer {
  private static final List<String> PROTOCOLS = List.of("tcp", "tcp6");

  private final HostView view;
  private final SocketTables tables;

  public DaemonListenerGatherer(HostView view, SocketTables tables) {
    this.view = view;
    this.tables = tables;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Optional<String> hidden = view.hostHidden();
    Origin origin = Origin.observed("sockets of the engine's process");
    draft.daemonListeners(
        hidden.isPresent()
            ? Reading.unreadable(origin, hidden.get())
            : draft.daemon().process().then(daemon -> read(daemon.value().pid())));
  }

  private Reading<List<Listener>> read(int pid) {
    HostFiles files = view.files();
    Origin origin = Origin.observed("/proc/" + pid + "/fd and /proc/" + pid + "/net");
    return tables
        .waiting(pid, PROTOCOLS)
        .then(
            rows ->
                SocketHolders.heldBy(files, pid, Holding.inodes(rows.value()))
                    .fold(
                        held -> Reading.present(own(pid, rows.value(), held.value()), origin),
                        ended -> Reading.unreadable(ended.origin(), "the process has ended"),
                        unseen -> Reading.unreadable(unseen.origin(), unseen.reason())));
  }

  private List<Listener> own(int pid, List<SocketTable.Row> rows, Set<Long> held) {
    List<SocketTable.Row> own = rows.stream().filter(row -> held.contains(row.inode())).toList();
    return Holding.listeners(own, SocketHolders.among(view.files(), List.of(1, pid), held));
  }
}
