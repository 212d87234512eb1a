package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.Targets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What each change depends on; only that, so that a plan is not stale for nothing. */
final class FactBook {
  private static final String CONTENT = "content mode owner";
  private static final String ATTRIBUTES = "mode owner";
  private static final String VERSION = "version";
  private static final String STARTED = "how it is started";
  private static final String VALUE = "effective value";
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
      String id = Draft.writes(edit) ? file(edit.target()) : object(edit.target());
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

  /**
   * The facts of a saved plan as they are now, with the same ids; one that is gone has no entry.
   */
  static List<Fact> now(Plan saved, HostSnapshot host, Targets targets) {
    FactBook book = new FactBook(host, new Desk(targets));
    List<Fact> found = new ArrayList<>();
    for (Fact old : saved.facts()) {
      String id = book.again(old);
      book.facts.stream().filter(f -> f.id().equals(id)).forEach(found::add);
    }
    return found;
  }

  /** Records what an old fact was about; the id is empty if there is nothing like it any more. */
  private String again(Fact old) {
    return switch (old.kind() + ": " + old.what()) {
      case "file: " + CONTENT -> file(old.at());
      case "file: " + ATTRIBUTES -> object(old.at());
      case "engine: " + VERSION -> version();
      case "engine: " + STARTED -> control();
      case "setting: " + VALUE -> setting(old.at());
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
    return note("file", path, CONTENT, projection, said);
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

  private String note(String kind, String at, String what, String projection, String said) {
    for (Fact known : facts) {
      if (known.kind().equals(kind) && known.at().equals(at) && known.what().equals(what)) {
        return known.id();
      }
    }
    String digest = Sha256.hex(projection.getBytes(StandardCharsets.UTF_8));
    Fact fact = new Fact("f" + (facts.size() + 1), kind, at, what, digest, said);
    facts.add(fact);
    return fact.id();
  }
}
