package io.bulkhead.daemon.unit;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A way the next start will happen.
 *
 * @param unit the files it is made of
 * @param argv the expanded command line, the program first; unreadable if it depends on something
 *     that cannot be seen
 * @param environment variables the service sets
 * @param variablesFrom path of the environment file that sets a variable, by its name; no entry if
 *     the unit itself sets it
 * @param command value of ExecStart as written, continuations joined; empty if there is none
 * @param problems what keeps it from starting
 */
public record Service(
    Daemon.Unit unit,
    Reading<List<String>> argv,
    Map<String, String> environment,
    Map<String, String> variablesFrom,
    String command,
    List<Daemon.Problem> problems) {

  public Service {
    environment = Map.copyOf(environment);
    variablesFrom = Map.copyOf(variablesFrom);
    problems = List.copyOf(problems);
  }

  /** Reads a systemd service with its drop-ins and environment files. */
  public static Reading<Service> read(HostFiles files, String name) {
    return new UnitFiles(files).find(name).map(found -> new Reader(files, found).service());
  }

  /** Reads a service of a user's own systemd; directories as in that user's environment. */
  public static Reading<Service> ofUser(
      HostFiles files, String name, String configHome, String dataHome) {
    return new UnitFiles(files, UnitFiles.ofUser(configHome, dataHome))
        .find(name)
        .map(found -> new Reader(files, found).service());
  }

  /** True if the command starts an engine: dockerd or one of its wrappers. */
  public boolean startsEngine() {
    return unit.execStart().stream().limit(3).anyMatch(word -> word.contains("docker"));
  }

  /** Variables that the command uses as words of their own: they may hold several options. */
  public List<String> optionVariables() {
    return Command.of(command).bareVariables();
  }

  private static final class Reader {
    private final HostFiles files;
    private final UnitFiles.Found found;
    private final Map<String, String> from = new LinkedHashMap<>();
    private final List<Daemon.Problem> problems = new ArrayList<>();
    private String unseen = "";

    Reader(HostFiles files, UnitFiles.Found found) {
      this.files = files;
      this.found = found;
    }

    Service service() {
      UnitText text = found.text();
      Map<String, String> environment = environment();
      List<String> commands = text.all("Service.ExecStart");
      Command command = Command.of(text.last("Service.ExecStart"));
      if (commands.size() > 1 && !text.last("Service.Type").equals("oneshot")) {
        problem(
            "more than one ExecStart= is set, which systemd refuses",
            "begin the drop-in's commands with an empty ExecStart=");
      }
      if (commands.isEmpty()) {
        problem("no ExecStart= is set", "set it");
      }
      Daemon.Unit unit =
          new Daemon.Unit(
              found.name(),
              found.fragment(),
              found.dropIns(),
              command.words(),
              text.all("Service.EnvironmentFile"),
              stopping(text),
              Map.of());
      return new Service(
          unit,
          argv(command, environment),
          environment,
          from,
          text.last("Service.ExecStart"),
          problems);
    }

    private static Map<String, String> stopping(UnitText text) {
      Map<String, String> set = new LinkedHashMap<>();
      for (String name : List.of("KillMode", "Delegate", "OOMScoreAdjust", "Restart")) {
        String value = text.last("Service." + name);
        if (!value.isEmpty()) {
          set.put(name, value);
        }
      }
      return set;
    }

    private Reading<List<String>> argv(Command command, Map<String, String> environment) {
      Origin origin = Origin.claimed("ExecStart of " + found.name());
      if (command.words().isEmpty()) {
        return Reading.absent(origin);
      }
      return unseen.isEmpty()
          ? Reading.present(command.argv(environment, found.name()), origin)
          : Reading.unreadable(origin, unseen);
    }

    private void problem(String says, String todo) {
      problems.add(new Daemon.Problem(found.name(), "", "stops", says, todo));
    }

    /** Environment=, then the files, which win (systemd.exec(5)). */
    private Map<String, String> environment() {
      Map<String, String> all = new LinkedHashMap<>();
      for (String line : found.text().all("Service.Environment")) {
        for (String word : Words.of(Command.specifiers(line, found.name()))) {
          int equals = word.indexOf('=');
          if (equals > 0) {
            all.put(word.substring(0, equals), word.substring(equals + 1));
          }
        }
      }
      found.text().all("Service.EnvironmentFile").forEach(file -> environmentFile(file, all));
      found
          .text()
          .all("Service.UnsetEnvironment")
          .forEach(line -> Words.of(line).forEach(all::remove));
      from.keySet().retainAll(all.keySet());
      return all;
    }

    private void environmentFile(String setting, Map<String, String> all) {
      boolean optional = setting.startsWith("-");
      String path = Command.specifiers(setting.substring(optional ? 1 : 0), found.name());
      if (path.matches(".*[*?\\[].*")) {
        unseen = "EnvironmentFile=" + setting + " is a pattern";
        return;
      }
      Reading<String> text = files.text(path);
      Map<String, String> read = text.seen().map(EnvironmentText::parse).orElse(Map.of());
      all.putAll(read);
      read.keySet().forEach(name -> from.put(name, path));
      if (text instanceof Reading.Unreadable<String> denied) {
        unseen = path + ": " + denied.reason();
      }
      if (text instanceof Reading.Absent<String> && !optional) {
        problem("the environment file " + path + " is missing", "create it or mark it with '-'");
      }
    }
  }
}
