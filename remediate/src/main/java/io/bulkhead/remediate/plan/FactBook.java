package io.bulkhead.remediate.plan;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.Targets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each change depends on; only that, so that a plan is not stale for nothing. */
final class FactBook {
  private static final String CONTENT = "content mode owner";
  private static final String ATTRIBUTES = "mode owner";
  private static final String VERSION = "version";
  private static final String STARTED = "how it is started";
  private static final String VALUE = "effective value";
  private static final String SET = "value";
  private static final String RUN = "id start policy";

  private final HostSnapshot host;
  private final Desk desk;
  private final List<Fact> facts = new ArrayList<>();

  FactBook(HostSnapshot host, Desk desk) {
    this.host = host;
    this.desk = desk;
  }

  List<Fact> facts() {
    return List.copyOf(facts);
  }

  /** Records what edits depend on and returns the ids. */
  List<String> bind(List<Edit> edits, Kind engine, List<ContainerRun> running) {
    List<String> ids = new ArrayList<>();
    for (Edit edit : edits) {
      if (edit instanceof Edit.Value value && value.setting() instanceof Setting.Limit limit) {
        EngineWork.running(host).stream()
            .filter(run -> run.id().equals(limit.container()))
            .map(this::container)
            .forEach(ids::add);
      }
      String id = id(edit);
      if (!ids.contains(id)) {
        ids.add(id);
      }
      if (edit instanceof Edit.Flag) {
        unitFiles().stream().filter(known -> !ids.contains(known)).forEach(ids::add);
      }
    }
    List<String> keys = Draft.keys(edits);
    if (!keys.isEmpty()) {
      ids.add(version());
      keys.forEach(key -> ids.add(setting(key)));
    }
    if (engine == Kind.RELOAD || engine == Kind.RESTART) {
      ids.add(control());
    }
    if (engine == Kind.RESTART) {
      String liveRestore = setting("live-restore");
      if (!ids.contains(liveRestore)) {
        ids.add(liveRestore);
      }
      running.forEach(run -> ids.add(container(run)));
    }
    return ids;
  }

  private String id(Edit edit) {
    if (edit instanceof Edit.Value value) {
      return value(value.setting());
    }
    return Draft.writes(edit) ? file(edit.target()) : object(edit.target());
  }

  /**
   * The facts of a saved plan as they are now, with the same ids; one that is gone has no entry.
   */
  static List<Fact> now(Plan saved, HostSnapshot host, Targets targets) {
    FactBook book = new FactBook(host, new Desk(targets));
    List<Fact> found = new ArrayList<>();
    for (Fact old : saved.facts()) {
      String id = book.again(old, saved);
      book.facts.stream().filter(f -> f.id().equals(id)).forEach(found::add);
    }
    return found;
  }

  /** Records what an old fact was about; the id is empty if there is nothing like it any more. */
  private String again(Fact old, Plan saved) {
    return switch (old.kind() + ": " + old.what()) {
      case "file: " + CONTENT -> file(old.at());
      case "file: " + ATTRIBUTES -> object(old.at());
      case "engine: " + VERSION -> version();
      case "engine: " + STARTED -> control();
      case "setting: " + VALUE -> setting(old.at());
      case "value: " + SET ->
          saved.changes().stream()
              .flatMap(change -> change.edits().stream())
              .filter(e -> e instanceof Edit.Value && e.target().equals(old.at()))
              .map(e -> value(((Edit.Value) e).setting()))
              .findFirst()
              .orElse("");
      case "container: " + RUN ->
          EngineWork.running(host).stream()
              .filter(run -> run.name().equals(old.at()))
              .map(this::container)
              .findFirst()
              .orElse("");
      default -> "";
    };
  }

  private String version() {
    return note("engine", "docker", VERSION, host.daemon().version(), host.daemon().version());
  }

  private String file(String path) {
    Targets.FileTarget target = desk.file(path);
    String said =
        target.state() instanceof FileState.Regular file
            ? file.attributes()
                + ", "
                + target.content().length
                + " bytes, sha256 "
                + file.sha256().substring(0, Math.min(12, file.sha256().length()))
            : "missing";
    String projection =
        target.state() instanceof FileState.Regular file
            ? file.sha256() + " " + file.attributes() + " " + file.xattrs()
            : "missing";
    return note(new Fact("", "file", path, CONTENT, projection, said, parts(target)));
  }

  /** A restated command depends on every file that the command came from. */
  private List<String> unitFiles() {
    List<String> ids = new ArrayList<>();
    host.daemon()
        .unit()
        .seen()
        .ifPresent(
            unit -> {
              ids.add(file(unit.fragment()));
              unit.dropIns().forEach(path -> ids.add(file(path)));
              unit.environmentFiles().stream()
                  .map(path -> path.startsWith("-") ? path.substring(1) : path)
                  .forEach(path -> ids.add(file(path)));
            });
    return ids;
  }

  private String object(String path) {
    String said = String.valueOf(desk.object(path).attributes());
    return note("file", path, ATTRIBUTES, said, said);
  }

  private String value(Setting setting) {
    Targets.ValueTarget now = desk.value(setting);
    String said = now.refusal() == null ? now.value() : "not seen";
    return note("value", setting.says(), SET, said, Redaction.of(said));
  }

  private String setting(String key) {
    String said =
        host.daemon()
            .setting(key)
            .running()
            .fold(p -> p.value().toString(), absent -> "not running", unseen -> "not seen");
    return note("setting", key, VALUE, said, Redaction.of(said));
  }

  private String control() {
    String said = host.daemon().control().kind() + " " + host.daemon().control().unit();
    return note("engine", "docker", STARTED, said, said.trim());
  }

  private String container(ContainerRun run) {
    String said =
        run.id().substring(0, Math.min(12, run.id().length())) + " since " + run.startedAt();
    String projection =
        run.id() + " " + run.startedAt() + " " + run.restartPolicy() + " " + run.autoRemove();
    return note("container", run.name(), RUN, projection, said);
  }

  /** Six digits for each key of a JSON file: enough to see that a value moved, not to guess it. */
  private Map<String, String> parts(Targets.FileTarget target) {
    try {
      Map<String, String> parts = new TreeMap<>();
      if (JsonDocument.parse(target.content()).root() instanceof ConfigValue.Table table) {
        table.entries().forEach((key, value) -> parts.put(key, part(key, value)));
      }
      return parts;
    } catch (JsonProblem e) {
      return Map.of();
    }
  }

  private String part(String key, ConfigValue value) {
    String line = new ConfigValue.Text(key) + ": " + value;
    boolean secret = !Redaction.of(line).equals(line);
    return secret ? "" : digest(host.vantage().hostId() + line).substring(0, 6);
  }

  private static String digest(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  private String note(String kind, String at, String what, String projection, String said) {
    return note(new Fact("", kind, at, what, projection, said, Map.of()));
  }

  /**
   * @param wanted with the projection itself in place of its digest
   */
  private String note(Fact wanted) {
    for (Fact known : facts) {
      if (known.kind().equals(wanted.kind())
          && known.at().equals(wanted.at())
          && known.what().equals(wanted.what())) {
        return known.id();
      }
    }
    Fact fact =
        new Fact(
            "f" + (facts.size() + 1),
            wanted.kind(),
            wanted.at(),
            wanted.what(),
            digest(wanted.digest()),
            wanted.said(),
            wanted.parts());
    facts.add(fact);
    return fact.id();
  }
}
