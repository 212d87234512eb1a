package io.bulkhead.daemon;

import io.bulkhead.audit.secrets.Redaction;
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
import io.bulkhead.daemon.unit.OpenRc;
import io.bulkhead.daemon.unit.Service;
import io.bulkhead.daemon.unit.Sockets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            scene.service().map(DiscoveryGatherer::unit),
            scene.socket(),
            Credentials.files(files, scene.nextFile().path(), scene.service()),
            Subordinates.read(files),
            others(engines, engine)));
    new Wanted(files, draft).ask(scene, endpoint);
  }

  private Reading<Candidate> engine(List<Candidate> engines) {
    return files.live()
        ? new EndpointOwner(files).among(engines, endpoint)
        : Reading.absent(Origin.observed("a tree of files, in which nothing runs"));
  }

  private Scene scene(Reading<Candidate> engine) {
    Map<String, String> environment =
        engine.seen().flatMap(e -> e.environment().seen()).orElse(Map.of());
    boolean systemd = !files.live() || controls.systemd();
    Reading<Service> none = Reading.absent(Origin.observed("no systemd"));
    String unitName =
        engine
            .seen()
            .flatMap(controls::unitName)
            .orElseGet(() -> systemd ? Places.unit(files, UNIT) : UNIT);
    Reading<Service> system = systemd ? Service.read(files, unitName) : none;
    Reading<Daemon.SocketUnit> socket =
        systemd
            ? Sockets.read(files, unitName.replaceFirst("\\.service$", ".socket"))
            : Reading.absent(Origin.observed("no systemd"));
    Daemon.Control control = control(engine, system);
    Reading<Service> service =
        Places.ofUser(control, environment) ? Places.userService(files, environment) : system;
    Reading<List<String>> next = next(engine, control, service);
    String unseen = unseen(engine, control, environment);
    List<String> argv = engine.seen().map(Candidate::argv).orElse(List.of());
    return new Scene(
        engine,
        control,
        service,
        socket,
        next,
        nextFrom(control, engine, service),
        Scene.ConfigPath.of(argv, environment, unseen),
        Scene.ConfigPath.of(next.seen().orElse(argv), environment, unseen));
  }

  /**
   * Why the engine's paths are not ours. A unit of our systemd shares our files, and an engine
   * without root its user's home.
   */
  private static String unseen(
      Reading<Candidate> engine, Daemon.Control control, Map<String, String> environment) {
    boolean foreign = engine.seen().filter(Candidate::foreign).isPresent();
    boolean contained = engine.seen().filter(Candidate::contained).isPresent();
    boolean shared =
        control.kind() == ControlKind.SYSTEMD || (Places.rootless(environment) && !contained);
    return foreign && !shared ? "the engine has a root or mount namespace of its own" : "";
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
      case SYSTEMD ->
          Places.snap(control.unit())
              ? Places.snapArgv(engine)
              : service.then(s -> s.value().argv());
      case OPENRC -> OpenRc.argv(files);
      case PROCESS -> engine.map(Candidate::argv);
      case UNKNOWN ->
          Places.rootlessArgv(service)
              .<Reading<List<String>>>map(
                  argv -> Reading.present(argv, Origin.claimed("ExecStart of docker.service")))
              .orElse(
                  Reading.unreadable(
                      Origin.assumed("the next start"), "what starts the engine is not known"));
      case NONE -> unstarted(service);
    };
  }

  private Reading<List<String>> unstarted(Reading<Service> service) {
    Optional<Daemon.Unit> unit = service.seen().map(Service::unit);
    if (unit.isPresent()) {
      return Places.snap(unit.get().name())
          ? Places.snapArgv(Reading.absent(service.origin()))
          : service.then(s -> s.value().argv());
    }
    return OpenRc.drives(files)
        ? OpenRc.argv(files)
        : Reading.present(List.of("dockerd"), Origin.assumed("no service of the engine"));
  }

  private String nextFrom(
      Daemon.Control control, Reading<Candidate> engine, Reading<Service> service) {
    boolean openRc = control.kind() == ControlKind.NONE && service.seen().isEmpty();
    return switch (control.kind()) {
      case SYSTEMD -> "ExecStart of " + control.unit();
      case OPENRC -> OpenRc.SETTINGS;
      case PROCESS -> engine.seen().map(e -> "/proc/" + e.pid() + "/cmdline").orElse("");
      case UNKNOWN, NONE ->
          openRc && OpenRc.drives(files)
              ? OpenRc.SETTINGS
              : "ExecStart of " + service.seen().map(s -> s.unit().name()).orElse(UNIT);
    };
  }

  private Daemon.Running running(Candidate engine) {
    return new Daemon.Running(
        engine.pid(),
        engine.exe(),
        engine.argv().stream().map(Redaction::of).toList(),
        engine.environment().map(DiscoveryGatherer::optionVariables),
        engine.startedEpochMillis(),
        engine.foreign());
  }

  private static Daemon.Unit unit(Service service) {
    Daemon.Unit unit = service.unit();
    return new Daemon.Unit(
        unit.name(),
        unit.fragment(),
        unit.dropIns(),
        unit.execStart(),
        unit.environmentFiles(),
        unit.stopping(),
        optionVariables(service.environment()));
  }

  /** The variables that act like options, DOCKER_* and *_PROXY, by name; secrets hidden. */
  private static Map<String, String> optionVariables(Map<String, String> environment) {
    Map<String, String> kept = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("DOCKER_") || name.toUpperCase(Locale.ROOT).endsWith("_PROXY")) {
            kept.put(name, Redaction.of(name, value));
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
                        String.join(" ", e.argv().stream().map(Redaction::of).toList()),
                        e.foreign() ? ", in namespaces of its own" : ""))
        .toList();
  }
}
