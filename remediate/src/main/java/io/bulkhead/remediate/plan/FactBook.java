package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.Targets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What each change depends on; only that, so that a plan is not stale for nothing. */
final class FactBook {
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
      String id = edit instanceof Edit.Key ? file(edit.target()) : object(edit.target());
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    List<String> keys = Draft.keys(edits);
    if (!keys.isEmpty()) {
      ids.add(
          note("engine", "docker", "version", host.daemon().version(), host.daemon().version()));
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
    return note("file", path, "content mode owner", projection, said);
  }

  private String object(String path) {
    String said = String.valueOf(desk.object(path).attributes());
    return note("file", path, "mode owner", said, said);
  }

  private String setting(String key) {
    String said =
        host.daemon()
            .setting(key)
            .running()
            .fold(p -> p.value().toString(), absent -> "not running", unseen -> "not seen");
    return note("setting", key, "effective value", said, Redaction.of(said));
  }

  private String control() {
    String said = host.daemon().control().kind() + " " + host.daemon().control().unit();
    return note("engine", "docker", "how it is started", said, said.trim());
  }

  private String container(ContainerRun run) {
    String said =
        run.id().substring(0, Math.min(12, run.id().length())) + " since " + run.startedAt();
    String projection =
        run.id() + " " + run.startedAt() + " " + run.restartPolicy() + " " + run.autoRemove();
    return note("container", run.name(), "id start policy", projection, said);
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
