package io.bulkhead.daemon.unit;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;

/** Socket units. */
public final class Sockets {
  private Sockets() {}

  /** Reads a systemd socket unit with its drop-ins. */
  public static Reading<Daemon.SocketUnit> read(HostFiles files, String name) {
    return new UnitFiles(files).find(name).map(Sockets::unit);
  }

  private static Daemon.SocketUnit unit(UnitFiles.Found found) {
    List<String> listen =
        found.text().all("Socket.ListenStream").stream()
            .map(l -> Command.specifiers(l, found.name()))
            .toList();
    return new Daemon.SocketUnit(
        found.name(),
        found.fragment(),
        found.dropIns(),
        listen,
        found.text().last("Socket.SocketMode"),
        found.text().last("Socket.SocketUser"),
        found.text().last("Socket.SocketGroup"));
  }
}
