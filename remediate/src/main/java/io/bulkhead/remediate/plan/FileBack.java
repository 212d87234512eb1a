package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.json.EditRefused;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.daemon.validate.ConfigValidator;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way back of one file: exactly where nobody touched it since, by key where somebody did. */
final class FileBack {
  private final Back back;
  private final Step.PutFile done;
  private byte[] content = new byte[0];
  private final Map<Edit.Key, Integer> pending = new LinkedHashMap<>();
  private boolean changes;

  FileBack(Back back, Step.PutFile done) {
    this.back = back;
    this.done = done;
  }

  String path() {
    return done.target();
  }

  /** What will be written; meaningless when the file is deleted or stays. */
  byte[] content() {
    return content.clone();
  }

  boolean changes() {
    return changes;
  }

  void take() throws RemediationException {
    Targets.FileTarget now = back.desk.file(path());
    if (now.refusal() != null) {
      back.conflicts.add(now.refusal());
    } else if (sameContent(now.state(), done.before())
        && attributes(now.state()).equals(attributes(done.before()))) {
      back.kept.add(path() + " is already as it was before");
    } else if (untouched(now.state())) {
      exactly(now);
    } else if (now.state() instanceof FileState.Missing) {
      back.conflicts.add(path() + " was deleted by somebody since; it stays deleted");
    } else if (done.after() instanceof FileState.Missing) {
      back.conflicts.add(path() + " was made again by somebody since; that file stays");
    } else if (!back.lines(path()).isEmpty()) {
      byLine(now);
    } else if (!back.byKeys(path())) {
      back.conflicts.add(
          path()
              + " was changed by somebody since; what it says now cannot be told from what Bulkhead"
              + " wrote");
    } else {
      byKey(now);
    }
  }

  private boolean untouched(FileState now) {
    if (now instanceof FileState.Missing) {
      return done.after() instanceof FileState.Missing;
    }
    return now instanceof FileState.Regular n
        && done.after() instanceof FileState.Regular a
        && n.sha256().equals(a.sha256())
        && n.attributes().equals(a.attributes())
        && n.xattrs().equals(a.xattrs());
  }

  private static boolean sameContent(FileState one, FileState other) {
    if (one instanceof FileState.Regular a && other instanceof FileState.Regular b) {
      return a.sha256().equals(b.sha256());
    }
    return one.equals(other);
  }

  private static Optional<Attributes> attributes(FileState state) {
    return state instanceof FileState.Regular file
        ? Optional.of(file.attributes())
        : Optional.empty();
  }

  private void exactly(Targets.FileTarget now) throws RemediationException {
    content = back.recorded(done.before());
    back.contents.put(now.content());
    if (done.before() instanceof FileState.Regular) {
      back.contents.put(content);
    }
    back.add(new Step.PutFile(back.next(), done.changes(), path(), now.state(), done.before()));
    changes = true;
    back.undoneWriting(path());
    back.undoneAttributes(path());
  }

  /** Lines that still stand as they were written go back; those that others changed stay theirs. */
  private void byLine(Targets.FileTarget now) {
    TextLines text = TextLines.of(now.content());
    for (Map.Entry<Edit.Line, Integer> entry : back.lines(path()).entrySet()) {
      Edit.Line edit = entry.getKey();
      Edit.Line inverse = edit.inverse();
      Optional<TextLines> result = text.with(inverse);
      String before = edit.before();
      if (result.isPresent()) {
        text = result.get();
        back.undone(entry.getValue(), inverse);
      } else if (before != null && text.has(before)) {
        back.kept.add(path() + ": '" + before + "' is there again already");
      } else {
        back.conflicts.add(path() + ": the line '" + edit.after() + "' was changed by somebody");
      }
    }
    back.kept.add("what others wrote into " + path());
    put(now, text.toString().getBytes(StandardCharsets.UTF_8), attributesBack(now.state()));
  }

  private void byKey(Targets.FileTarget now) throws RemediationException {
    JsonDocument text;
    try {
      text = JsonDocument.parse(now.content());
    } catch (JsonProblem e) {
      back.conflicts.add(path() + " was edited since and cannot be read: " + e.getMessage());
      return;
    }
    JsonDocument result = text;
    for (Map.Entry<Edit.Key, Integer> entry : back.keys(path()).entrySet()) {
      result = inverse(result, entry.getKey(), entry.getValue());
    }
    others(text);
    Optional<Daemon.Problem> stops = refused(result.bytes());
    if (stops.isPresent()) {
      back.conflicts.add(
          path() + ": the engine would not accept the mixture: " + stops.get().says());
      return;
    }
    pending.forEach((key, number) -> back.undone(number, key.inverse()));
    Attributes attributes = attributesBack(now.state());
    put(now, result.bytes(), attributes);
  }

  private Optional<Daemon.Problem> refused(byte[] bytes) {
    Optional<Daemon> daemon = back.host.map(HostSnapshot::daemon);
    return new ConfigValidator()
            .problems(
                bytes,
                path(),
                daemon.map(Daemon::version).orElse(""),
                daemon.flatMap(d -> d.process().seen()).map(Daemon.Running::argv).orElse(List.of()))
            .stream()
            .filter(problem -> problem.severity().equals("stops"))
            .findFirst();
  }

  private JsonDocument inverse(JsonDocument text, Edit.Key key, int number) {
    Optional<ConfigValue> now = text.get(key.path());
    if (now.equals(Optional.ofNullable(key.before()))) {
      return text;
    }
    if (!now.equals(Optional.ofNullable(key.after()))) {
      back.conflicts.add(
          path()
              + " "
              + String.join(".", key.path())
              + ": somebody made it "
              + now.map(v -> Redaction.of(v.toString())).orElse("unset")
              + " since, Bulkhead had made it "
              + key.after());
      return text;
    }
    try {
      JsonDocument result = FileWork.with(text, (Edit.Key) key.inverse());
      pending.put(key, number);
      return result;
    } catch (EditRefused e) {
      back.conflicts.add(path() + " " + String.join(".", key.path()) + ": " + e.getMessage());
      return text;
    }
  }

  /** Keys that are not ours and differ from what we wrote: named, so that nobody wonders. */
  private void others(JsonDocument now) throws RemediationException {
    JsonDocument ours;
    try {
      ours = JsonDocument.parse(back.recorded(done.after()));
    } catch (JsonProblem e) {
      return;
    }
    if (now.root() instanceof ConfigValue.Table table
        && ours.root() instanceof ConfigValue.Table written) {
      for (String key : table.entries().keySet()) {
        if (!written.entries().containsKey(key)) {
          back.kept.add("\"" + key + "\" in " + path() + " (added since, not ours)");
        } else if (!table.get(key).equals(written.get(key)) && !edited(key)) {
          back.kept.add("\"" + key + "\" in " + path() + " (changed since, not ours)");
        }
      }
    }
  }

  private boolean edited(String key) {
    return back.keys(path()).keySet().stream().anyMatch(edit -> edit.path().get(0).equals(key));
  }

  private Attributes attributesBack(FileState now) {
    Attributes current = attributes(now).orElseThrow();
    Optional<Attributes> before = attributes(done.before());
    Optional<Attributes> after = attributes(done.after());
    if (before.isEmpty() || after.isEmpty()) {
      return current;
    }
    Attributes merged = back.merged(path(), current, before.get(), after.get());
    if (!merged.equals(current)) {
      back.undoneAttributes(path());
    }
    return merged;
  }

  private void put(Targets.FileTarget now, byte[] bytes, Attributes attributes) {
    FileState.Regular current = (FileState.Regular) now.state();
    if (java.util.Arrays.equals(bytes, now.content()) && attributes.equals(current.attributes())) {
      return;
    }
    content = bytes;
    changes = true;
    back.contents.put(now.content());
    back.add(
        new Step.PutFile(
            back.next(),
            done.changes(),
            path(),
            current,
            new FileState.Regular(back.contents.put(bytes), attributes, current.xattrs(), "")));
  }
}
