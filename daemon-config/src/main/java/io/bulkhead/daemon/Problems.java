package io.bulkhead.daemon;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.process.Candidate;
import io.bulkhead.daemon.unit.Service;
import io.bulkhead.daemon.validate.ConfigValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with file, flags and unit of the next start. */
final class Problems {
  private final HostFiles files;

  Problems(HostFiles files) {
    this.files = files;
  }

  List<Daemon.Problem> of(
      Scene scene, Engine engine, String version, Map<String, Reading<ConfigValue>> next) {
    List<Daemon.Problem> found = new ArrayList<>();
    scene.service().seen().map(Service::problems).ifPresent(found::addAll);
    file(scene, version, found);
    swarm(scene, engine, next, found);
    return found.stream().map(Problems::redacted).toList();
  }

  private void file(Scene scene, String version, List<Daemon.Problem> found) {
    Scene.ConfigPath file = scene.nextFile();
    List<String> argv =
        scene
            .next()
            .seen()
            .orElse(scene.engine().seen().map(Candidate::argv).orElse(List.of("dockerd")));
    ConfigValidator validator = new ConfigValidator(files);
    if (!file.unseen().isEmpty()) {
      return;
    }
    ConfigReader reader = new ConfigReader(files);
    if (reader.directory(file)) {
      found.add(stops(file, "a directory stands where the configuration belongs", "remove it"));
    } else if (reader.dangling(file)) {
      found.add(
          new Daemon.Problem(
              file.path(),
              "",
              file.given() ? "stops" : "doubtful",
              "the link leads nowhere, and the engine starts with its defaults",
              "repair or remove the link"));
    }
    Reading<byte[]> bytes = files.bytes(file.path());
    if (bytes instanceof Reading.Present<byte[]> seen) {
      found.addAll(validator.problems(seen.value(), file.path(), version, argv));
    } else {
      found.addAll(validator.problems(file.path(), version, argv));
    }
    if (bytes instanceof Reading.Absent && file.given()) {
      found.add(stops(file, "--config-file names a file that does not exist", "create it"));
    }
  }

  private static Daemon.Problem stops(Scene.ConfigPath file, String says, String todo) {
    return new Daemon.Problem(file.path(), "", "stops", says, todo);
  }

  private static void swarm(
      Scene scene,
      Engine engine,
      Map<String, Reading<ConfigValue>> next,
      List<Daemon.Problem> found) {
    boolean active =
        engine.info().seen().map(Engine.Info::swarmState).filter("active"::equals).isPresent();
    Reading<ConfigValue> setting = next.get("live-restore");
    if (active && setting != null && setting.seen().map(ConfigValue::isTrue).orElse(false)) {
      found.add(
          new Daemon.Problem(
              setting.origin().source(),
              "live-restore",
              "stops",
              "the engine is in a swarm, and then live-restore stops its next start",
              "set live-restore to false in " + scene.nextFile().path()));
    }
  }

  private static Daemon.Problem redacted(Daemon.Problem problem) {
    return new Daemon.Problem(
        problem.where(),
        problem.key(),
        problem.severity(),
        Redaction.of(problem.says()),
        problem.todo());
  }
}
