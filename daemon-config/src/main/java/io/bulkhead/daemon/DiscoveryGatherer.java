package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Daemon.ControlKind;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.daemon.process.Candidate;
import io.bulkhead.daemon.process.Controls;
import io.bulkhead.daemon.process.EndpointOwner;
import io.bulkhead.daemon.process.Processes;
import io.bulkhead.daemon.process.Redaction;
import io.bulkhead.daemon.unit.OpenRc;
import io.bulkhead.daemon.unit.Service;
import io.bulkhead.daemon.unit.Sockets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Finds the engine's process, its service and its files. */
final class DiscoveryGatherer implements Gatherer {
  private static final String UNIT = "docker.service";

  private final HostFiles files;
  private final String endpoint;
  private final Processes processes;
  private final Controls controls;
  private final AtomicReference<Scene> found;

  DiscoveryGatherer(
      HostFiles files, String endpoint, Processes processes, AtomicReference<Scene> found) {
    this.files = files;
    this.endpoint = endpoint;
    this.processes = processes;
    this.controls = new Controls(files, processes);
    this.found = found;
  }

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    List<Candidate> engines = files.live() ? processes.engines() : List.of();
    Reading<Candidate> engine = engine(engines);
    Scene scene = scene(engine);
    found.set(scene);
    draft.daemon(
        new Daemon(
            engine.map(this::running),
            scene.control(),
            new ConfigReader(files)
                .state(engine.seen().isPresent() ? scene.runningFile() : scene.nextFile()),
            Map.of(),
            List.of(),
            "",
            scene.service().map(Service::unit),
            scene.socket(),
            others(engines, engine)));
    new Wanted(files, draft).ask(scene, endpoint);
  }

  private Reading<Candidate> engine(List<Candidate> engines) {
    return files.live()
        ? new EndpointOwner(files).among(engines, endpoint)
        : Reading.absent(Origin.observed("a tree of files, in which nothing runs"));
  }

  private Scene scene(Reading<Candidate> engine) {
    String unitName = engine.seen().flatMap(controls::unitName).orElse(UNIT);
    boolean systemd = !files.live() || controls.systemd();
    Reading<Service> service =
        systemd ? Service.read(files, unitName) : Reading.absent(Origin.observed("no systemd"));
    Reading<Daemon.SocketUnit> socket =
        systemd
            ? Sockets.read(files, unitName.replaceFirst("\\.service$", ".socket"))
            : Reading.absent(Origin.observed("no systemd"));
    Daemon.Control control = control(engine, service);
    Reading<List<String>> next = next(engine, control, service);
    Map<String, String> environment =
        engine.seen().flatMap(e -> e.environment().seen()).orElse(Map.of());
    String unseen = unseen(engine, control);
    List<String> argv = engine.seen().map(Candidate::argv).orElse(List.of());
    return new Scene(
        engine,
        control,
        service,
        socket,
        next,
        nextFrom(control, engine),
        Scene.ConfigPath.of(argv, environment, unseen),
        Scene.ConfigPath.of(next.seen().orElse(argv), environment, unseen));
  }

  /** Why the engine's paths are not ours. A unit of our systemd shares our files. */
  private static String unseen(Reading<Candidate> engine, Daemon.Control control) {
    boolean foreign = engine.seen().filter(Candidate::foreign).isPresent();
    return foreign && control.kind() != ControlKind.SYSTEMD
        ? "the engine has a root or mount namespace of its own"
        : "";
  }

  private Daemon.Control control(Reading<Candidate> engine, Reading<Service> service) {
    return engine.fold(
        seen -> controls.of(seen.value(), service),
        absent -> new Daemon.Control(ControlKind.NONE, "", absent.origin().source() + ": none"),
        unseen -> new Daemon.Control(ControlKind.UNKNOWN, "", unseen.reason()));
  }

  private Reading<List<String>> next(
      Reading<Candidate> engine, Daemon.Control control, Reading<Service> service) {
    return switch (control.kind()) {
      case SYSTEMD -> service.then(s -> s.value().argv());
      case OPENRC -> OpenRc.argv(files);
      case PROCESS -> engine.map(Candidate::argv);
      case UNKNOWN ->
          Reading.unreadable(
              Origin.assumed("the next start"), "what starts the engine is not known");
      case NONE -> service.seen().isPresent() ? service.then(s -> s.value().argv()) : unstarted();
    };
  }

  private Reading<List<String>> unstarted() {
    return OpenRc.drives(files)
        ? OpenRc.argv(files)
        : Reading.present(List.of("dockerd"), Origin.assumed("no service of the engine"));
  }

  private static String nextFrom(Daemon.Control control, Reading<Candidate> engine) {
    return switch (control.kind()) {
      case SYSTEMD -> "ExecStart of " + control.unit();
      case OPENRC -> OpenRc.SETTINGS;
      case PROCESS -> engine.seen().map(e -> "/proc/" + e.pid() + "/cmdline").orElse("");
      case UNKNOWN, NONE -> "ExecStart of " + UNIT;
    };
  }

  private Daemon.Running running(Candidate engine) {
    return new Daemon.Running(
        engine.pid(),
        engine.exe(),
        engine.argv().stream().map(Redaction::text).toList(),
        engine.environment().map(DiscoveryGatherer::ofInterest),
        engine.startedEpochMillis(),
        engine.foreign());
  }

  private static Map<String, String> ofInterest(Map<String, String> environment) {
    Map<String, String> kept = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("DOCKER_") || name.toUpperCase(Locale.ROOT).endsWith("_PROXY")) {
            kept.put(name, Redaction.text(value));
          }
        });
    return kept;
  }

  private static List<String> others(List<Candidate> engines, Reading<Candidate> engine) {
    int own = engine.seen().map(Candidate::pid).orElse(-1);
    return engines.stream()
        .filter(e -> e.pid() != own)
        .map(
            e ->
                "process %d, %s%s"
                    .formatted(
                        e.pid(),
                        String.join(" ", e.argv().stream().map(Redaction::text).toList()),
                        e.foreign() ? ", in namespaces of its own" : ""))
        .toList();
  }
}
