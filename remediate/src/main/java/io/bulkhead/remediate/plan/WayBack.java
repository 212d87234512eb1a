package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Targets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the picked changes back on paper, newest set first, and asks whether the engine agrees. */
final class WayBack {
  private final Picks picks;
  private final Undone undone;
  private final Optional<HostSnapshot> host;
  private final DockerdValidate validate;
  private final HostFiles hostFiles;
  private final Desk desk;
  private final Scratch scratch;
  private final Map<String, String> checked = new HashMap<>();

  /** What a way back is planned with. */
  record Tools(
      Optional<HostSnapshot> host, Targets targets, HostFiles files, DockerdValidate validate) {}

  WayBack(Picks picks, Undone undone, Tools tools) {
    this.picks = picks;
    this.undone = undone;
    this.host = tools.host();
    this.validate = tools.validate();
    this.hostFiles = tools.files();
    this.desk = new Desk(tools.targets());
    this.scratch = new Scratch(desk);
  }

  Picks picks() {
    return picks;
  }

  Undone undone() {
    return undone;
  }

  Desk desk() {
    return desk;
  }

  Scratch scratch() {
    return scratch;
  }

  Optional<HostSnapshot> host() {
    return host;
  }

  /** What was said about the new content of a file; empty if nobody was asked. */
  String checked(String path) {
    return checked.getOrDefault(path, "");
  }

  void take() throws RemediationException {
    for (String id : picks.sets()) {
      Own own = new Own(picks.rollbacksOf(id));
      new SetBack(picks.detail(id), picks.changes(id), own, scratch, undone).take();
    }
    host.ifPresent(this::ask);
  }

  /** The files as they will be; none with no look at the host. */
  List<FileWork> files() {
    return host.map(seen -> files(new Units(hostFiles, seen.daemon()))).orElse(List.of());
  }

  private List<FileWork> files(Units units) {
    List<FileWork> files = new ArrayList<>();
    for (String path : scratch.rewritten()) {
      Targets.FileTarget then = scratch.file(path);
      boolean there = then.state() instanceof FileState.Regular;
      files.add(
          new FileWork(
              path,
              desk.file(path),
              there && edited(path, Edit.Key.class) ? parsed(then) : Optional.empty(),
              there ? Optional.of(then.content()) : Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              scratch.changes(path),
              edited(path, Edit.Flag.class) || units.ofEngine(path)));
    }
    return files;
  }

  private void ask(HostSnapshot seen) {
    Units units = new Units(hostFiles, seen.daemon());
    List<FileWork> files = files(units);
    NextStart next = NextStart.of(seen, units, files);
    for (FileWork file : files) {
      if (seen.vantage().live()) {
        Rereads.reader(file.path())
            .flatMap(desk::obstacle)
            .ifPresent(why -> undone.conflict(parts(file.path()), file.path() + ": " + why, false));
      }
      FileCheck check = FileCheck.of(file, seen, next, validate);
      checked.put(file.path(), check.says());
      if (!check.accepted()) {
        undone.conflict(
            parts(file.path()),
            file.path() + ": the engine would not accept the result: " + check.says(),
            false);
      }
    }
  }

  private List<Part> parts(String path) {
    return picks.parts().stream()
        .filter(part -> undone.edits(part).stream().anyMatch(e -> e.target().equals(path)))
        .toList();
  }

  private boolean edited(String path, Class<? extends Edit> kind) {
    return undone.edits().stream().anyMatch(e -> kind.isInstance(e) && e.target().equals(path));
  }

  private static Optional<JsonDocument> parsed(Targets.FileTarget file) {
    try {
      return Optional.of(JsonDocument.parse(file.content()));
    } catch (JsonProblem e) {
      return Optional.empty();
    }
  }
}
