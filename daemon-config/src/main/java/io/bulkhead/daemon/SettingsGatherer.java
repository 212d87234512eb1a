package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.daemon.flags.CommandLine;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.daemon.options.Option;
import io.bulkhead.daemon.options.Options;
import io.bulkhead.daemon.process.Candidate;
import io.bulkhead.daemon.settings.Effective;
import io.bulkhead.daemon.settings.Observed;
import io.bulkhead.daemon.settings.Start;
import io.bulkhead.daemon.unit.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Computes every setting of the running engine and of its next start, and looks at its TLS files.
 */
final class SettingsGatherer implements Gatherer {
  private final HostFiles files;
  private final ConfigReader reader;
  private final AtomicReference<Scene> found;

  SettingsGatherer(HostFiles files, AtomicReference<Scene> found) {
    this.files = files;
    this.reader = new ConfigReader(files);
    this.found = found;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Scene scene = found.get();
    if (scene == null) {
      return;
    }
    Engine engine = draft.engine();
    String versionText = engine.version().seen().map(Engine.Version::version).orElse("");
    Optional<EngineVersion> version = EngineVersion.of(versionText);
    String cgroups = engine.info().seen().flatMap(i -> i.cgroupVersion().seen()).orElse("");
    Map<String, Reading<ConfigValue>> next = next(scene, version, cgroups);
    Map<String, Reading<ConfigValue>> running = running(scene, engine, version, cgroups);
    Daemon first = draft.daemon();
    draft.daemon(
        new Daemon(
            first.process(),
            first.control(),
            first.configFile(),
            settings(version, running, next),
            new Problems(files).of(scene, engine, versionText, next),
            versionText,
            first.unit(),
            first.socketUnit(),
            first.credentials(),
            first.subordinates(),
            first.otherDaemons()));
    draft.tls(new TlsLook(files, draft.daemon()).look());
  }

  private static Map<String, Daemon.Setting> settings(
      Optional<EngineVersion> version,
      Map<String, Reading<ConfigValue>> running,
      Map<String, Reading<ConfigValue>> next) {
    Map<String, Daemon.Setting> settings = new HashMap<>();
    for (Option option : Options.all()) {
      String key = option.key();
      if (version.map(option::known).orElse(option.removed().isEmpty())) {
        Reading<ConfigValue> now = running.getOrDefault(key, unseen(key));
        Reading<ConfigValue> then = next.getOrDefault(key, unseen(key));
        settings.put(
            key, new Daemon.Setting(key, now, chosenAgain(option, now, then), option.reloadable()));
      }
    }
    return settings;
  }

  /**
   * Where the engine chooses a value itself, it chooses at the next start as it did at this one.
   */
  private static Reading<ConfigValue> chosenAgain(
      Option option, Reading<ConfigValue> running, Reading<ConfigValue> next) {
    boolean open =
        !option.means().isEmpty()
            && next.seen().filter(v -> v.equals(ConfigValue.of(""))).isPresent();
    return open && running.seen().isPresent()
        ? Reading.present(running.seen().get(), next.origin())
        : next;
  }

  private static Reading<ConfigValue> unseen(String key) {
    return Reading.unreadable(Origin.assumed(key), "it was not seen");
  }

  private Map<String, Reading<ConfigValue>> next(
      Scene scene, Optional<EngineVersion> version, String cgroups) {
    boolean replaced =
        scene.engine().seen().map(Candidate::exe).filter(e -> e.endsWith("(deleted)")).isPresent();
    Strength defaults = version.isPresent() && !replaced ? Strength.DERIVED : Strength.ASSUMED;
    Start start =
        new Start(
            scene.next().seen().map(CommandLine::parse).orElse(CommandLine.NONE),
            scene.nextFrom(),
            scene.next().fold(p -> "", a -> "nothing starts the engine", u -> u.reason()),
            nextEnvironment(scene),
            reader.text(scene.nextFile(), version),
            Strength.CLAIMED,
            version,
            defaults);
    return Effective.of(start, cgroups);
  }

  /** A unit sets the environment anew; any other start inherits it. */
  private static Map<String, String> nextEnvironment(Scene scene) {
    return scene.control().kind() == Daemon.ControlKind.PROCESS
        ? scene.environment()
        : scene.service().seen().map(Service::environment).orElse(Map.of());
  }

  private Map<String, Reading<ConfigValue>> running(
      Scene scene, Engine engine, Optional<EngineVersion> version, String cgroups) {
    Map<String, Reading<ConfigValue>> derived =
        scene
            .engine()
            .fold(
                seen -> Effective.of(past(scene, seen.value(), version), cgroups),
                absent -> same(Reading.absent(absent.origin())),
                unseen -> same(Reading.unreadable(unseen.origin(), unseen.reason())));
    Map<String, Reading<ConfigValue>> running = new HashMap<>(derived);
    boolean podman = engine.version().seen().map(Engine.Version::podman).orElse(false);
    if (!podman) {
      running.putAll(Observed.in(engine, derived));
    }
    return running;
  }

  private Start past(Scene scene, Candidate process, Optional<EngineVersion> version) {
    Strength file = reader.strengthSince(scene.runningFile(), process.startedExactMillis());
    return new Start(
        CommandLine.parse(process.argv()),
        "/proc/" + process.pid() + "/cmdline",
        "",
        scene.environment(),
        reader.text(scene.runningFile(), version),
        file,
        version,
        version.isPresent() ? Strength.DERIVED : Strength.ASSUMED);
  }

  private static Map<String, Reading<ConfigValue>> same(Reading<ConfigValue> reading) {
    Map<String, Reading<ConfigValue>> all = new HashMap<>();
    List<Option> options = Options.all();
    options.forEach(option -> all.put(option.key(), reading));
    return all;
  }
}
