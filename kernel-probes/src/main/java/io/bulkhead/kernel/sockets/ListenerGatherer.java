package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.util.List;
import java.util.Optional;

/** Writes down what listens in the host's network namespace, which is the first process's. */
public final class ListenerGatherer implements Gatherer {
  private static final List<String> PROTOCOLS = List.of("tcp", "tcp6", "udp", "udp6");

  private final HostView view;
  private final SocketTables tables;

  public ListenerGatherer(HostView view, SocketTables tables) {
    this.view = view;
    this.tables = tables;
  }

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Optional<String> hidden = view.hostHidden();
    draft.listeners(
        hidden
            .map(why -> Reading.<List<Listener>>unreadable(Origin.observed("/proc/1/net"), why))
            .orElseGet(this::read));
  }

  private Reading<List<Listener>> read() {
    return tables
        .waiting(1, PROTOCOLS)
        .map(
            rows ->
                Holding.listeners(rows, SocketHolders.scan(view.files(), Holding.inodes(rows))));
  }
}
