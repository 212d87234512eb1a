package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.unit.OpenRc;
import io.bulkhead.daemon.unit.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the engine will start once the planned files are in place.
 *
 * @param files the host's files as they will be
 * @param argv its command line, the program first; empty if unknown
 * @param trouble why the unit would not start; empty if it would
 */
record NextStart(HostFiles files, List<String> argv, String trouble) {

  static NextStart of(HostSnapshot host, Units units, List<FileWork> planned) {
    Map<String, Optional<byte[]>> texts =
        planned.stream().collect(Collectors.toMap(FileWork::path, FileWork::content));
    HostFiles files = new PlannedFiles(units.files(), texts);
    Daemon daemon = host.daemon();
    List<String> running = daemon.process().seen().map(Daemon.Running::argv).orElse(List.of());
    if (daemon.control().kind() == Daemon.ControlKind.OPENRC) {
      return new NextStart(files, OpenRc.argv(files).seen().orElse(running), "");
    }
    boolean started = daemon.control().kind() == Daemon.ControlKind.PROCESS;
    if (started || daemon.unit().seen().isEmpty()) {
      return new NextStart(files, running, "");
    }
    String unit = daemon.unit().seen().get().name();
    Reading<Service> service = Service.read(files, unit);
    String trouble =
        service
            .seen()
            .filter(s -> !s.problems().isEmpty())
            .map(s -> unit + ": " + s.problems().get(0).says())
            .orElse("");
    return new NextStart(
        files, service.then(s -> s.value().argv()).seen().orElse(running), trouble);
  }
}
