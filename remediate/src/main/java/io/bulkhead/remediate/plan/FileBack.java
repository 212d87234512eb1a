package io.bulkhead.remediate.plan;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.merge.Clash;
import io.bulkhead.remediate.merge.KeyBack;
import io.bulkhead.remediate.merge.Merged;
import io.bulkhead.remediate.merge.ThreeWay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The way back of one file: exactly where nobody touched it since, three-way where somebody did.
 */
final class FileBack {
  private final SetBack back;
  private final Step.PutFile done;
  private final Map<Edit, Part> edits;

  FileBack(SetBack back, Step.PutFile done) {
    this.back = back;
    this.done = done;
    this.edits = back.edits(done.target());
  }

  private String path() {
    return done.target();
  }

  void take() throws RemediationException {
    Targets.FileTarget now = back.scratch.file(path());
    if (now.refusal() != null) {
      back.undone.conflict(edits.values(), now.refusal(), false);
    } else if (now.state() instanceof FileState.Regular file) {
      present(now, file);
    } else if (done.before() instanceof FileState.Missing) {
      back.undone.settle(edits.values(), path() + " is gone already");
    } else if (done.after() instanceof FileState.Missing) {
      restore();
    } else if (back.undone.clash(
        edits.values(), path() + " was deleted by somebody since; it stays deleted")) {
      restore();
    }
  }

  private void present(Targets.FileTarget now, FileState.Regular file) throws RemediationException {
    if (done.after() instanceof FileState.Missing) {
      if (done.before() instanceof FileState.Regular before
          && before.sha256().equals(file.sha256())) {
        back.undone.settle(edits.values(), path() + " is there again already");
      } else if (back.undone.clash(
          edits.values(),
          path() + " had been deleted by Bulkhead; somebody made a new one since")) {
        restore();
      }
      return;
    }
    if (back.whole(path()) && done.before() instanceof FileState.Missing) {
      created(now, file);
    } else {
      changed(now, file);
    }
  }

  /** A file that did not exist before the set. */
  private void created(Targets.FileTarget now, FileState.Regular file) throws RemediationException {
    if (back.ours(done, file)) {
      restore();
    } else if (back.oursInContent(done, file.sha256())) {
      if (back.undone.clash(
          edits.values(),
          path() + " is new, and somebody changed its mode, owner or attributes since; it stays")) {
        restore();
      }
    } else if (Minted.any(List.copyOf(edits.keySet()))) {
      if (back.undone.clash(
          edits.values(), path() + " was made by Bulkhead and changed by somebody since")) {
        restore();
      }
    } else {
      changed(now, file);
    }
  }

  /** Writes what was recorded, or deletes what was not there. */
  private void restore() throws RemediationException {
    back.scratch.put(path(), done.before(), back.recorded(done.before()), back.numbers(edits));
    back.takeBack(edits);
  }

  private void changed(Targets.FileTarget now, FileState.Regular file) throws RemediationException {
    byte[] content = content(now, file);
    Attributes owned = attributes(file);
    if (Arrays.equals(content, now.content()) && owned.equals(file.attributes())) {
      if (edits.values().stream().allMatch(part -> back.undone.edits(part).isEmpty())) {
        back.undone.settle(
            edits.values(), path() + " is already as it was before, as far as it was chosen");
      }
      return;
    }
    List<Integer> numbers = numbers();
    boolean nothing =
        done.before() instanceof FileState.Missing
            && back.whole(path())
            && ThreeWay.saysNothing(content);
    if (nothing) {
      back.scratch.put(path(), done.before(), new byte[0], numbers);
    } else {
      back.scratch.put(path(), state(content, owned, file), content, numbers);
    }
  }

  /** Of the changes that something is taken back of. */
  private List<Integer> numbers() {
    return edits.values().stream()
        .filter(part -> !back.undone.edits(part).isEmpty())
        .map(back.undone::number)
        .distinct()
        .sorted()
        .toList();
  }

  /** With the old time of change where the bytes are the old ones. */
  private FileState state(byte[] content, Attributes owned, FileState.Regular file) {
    String digest = Sha256.hex(content);
    boolean old =
        done.before() instanceof FileState.Regular before && before.sha256().equals(digest);
    String modified = old ? ((FileState.Regular) done.before()).modified() : "";
    return new FileState.Regular(digest, owned, file.xattrs(), modified);
  }

  private Attributes attributes(FileState.Regular file) {
    boolean whole = back.whole(path());
    boolean wanted = whole || edits.keySet().stream().anyMatch(e -> e instanceof Edit.Attribute);
    if (!wanted
        || !(done.before() instanceof FileState.Regular before)
        || !(done.after() instanceof FileState.Regular after)) {
      return file.attributes();
    }
    AttributesBack merge =
        new AttributesBack(back, path(), before.attributes(), after.attributes());
    Attributes merged = merge.merged(file.attributes(), edits);
    if (!merged.equals(file.attributes())) {
      edits.forEach(
          (edit, part) -> {
            if (edit instanceof Edit.Attribute) {
              back.undone.edit(part, edit.inverse());
            }
          });
    }
    return merged;
  }

  private byte[] content(Targets.FileTarget now, FileState.Regular file)
      throws RemediationException {
    boolean writes = edits.keySet().stream().anyMatch(Draft::writes);
    if (!writes) {
      return now.content();
    }
    boolean pristine = back.oursInContent(done, file.sha256());
    if (pristine
        && back.whole(path(), Draft::writes)
        && done.before() instanceof FileState.Regular) {
      takeBackWriting();
      return back.recorded(done.before());
    }
    if (writing(Edit.Key.class)) {
      return byKey(now);
    }
    return writing(Edit.Line.class)
        ? new LineBack(back, path(), edits, back.recorded(done.after()), now.content()).take()
        : byText(now);
  }

  private boolean writing(Class<? extends Edit> kind) {
    return edits.keySet().stream().filter(Draft::writes).allMatch(kind::isInstance);
  }

  private void takeBackWriting() {
    edits.forEach(
        (edit, part) -> {
          if (Draft.writes(edit)) {
            back.undone.edit(part, edit.inverse());
          }
        });
  }

  private byte[] byKey(Targets.FileTarget now) throws RemediationException {
    JsonDocument text;
    JsonDocument original;
    try {
      text = JsonDocument.parse(now.content());
      original = JsonDocument.parse(back.recorded(done.before()));
    } catch (JsonProblem e) {
      if (back.undone.clash(
          edits.values(), path() + " was edited since and cannot be read: " + e.getMessage())) {
        takeBackWriting();
        return back.recorded(done.before());
      }
      return now.content();
    }
    for (Map.Entry<Edit, Part> entry : edits.entrySet()) {
      if (entry.getKey() instanceof Edit.Key key) {
        text = key(text, original, key, entry.getValue());
      }
    }
    if (!back.oursInContent(done, Sha256.hex(now.content()))) {
      new Others(path(), back.undone)
          .name(text, back.recorded(done.after()), back.allEdits(path()));
    }
    return text.bytes();
  }

  private JsonDocument key(JsonDocument text, JsonDocument original, Edit.Key key, Part part) {
    List<Part> parts = List.of(part);
    KeyBack gentle = new KeyBack(text, original, false);
    gentle.take(key.path(), key.before(), key.after());
    KeyBack taken = gentle;
    if (!gentle.clashes().isEmpty() && back.undone.forces(parts)) {
      taken = new KeyBack(text, original, true);
      taken.take(key.path(), key.before(), key.after());
      gentle.clashes().forEach(clash -> back.undone.overwrite(says(clash)));
    }
    for (Clash clash : taken.clashes()) {
      back.undone.conflict(parts, says(clash), taken == gentle);
    }
    if (taken.clashes().isEmpty() && !taken.text().equals(text)) {
      back.undone.edit(part, key.inverse());
    } else if (taken.clashes().isEmpty()) {
      back.undone.settle(
          parts, path() + " " + String.join(".", key.path()) + " is already as it was before");
    }
    return taken.clashes().isEmpty() ? taken.text() : text;
  }

  private String says(Clash clash) {
    return path() + " " + Redaction.of(clash.says());
  }

  /** Whole files, and flags: what several changes made of one is only taken back together. */
  private byte[] byText(Targets.FileTarget now) throws RemediationException {
    byte[] before = back.recorded(done.before());
    Merged merged = ThreeWay.of(path()).merge(back.recorded(done.after()), before, now.content());
    if (!merged.clashes().isEmpty()) {
      boolean forced = false;
      for (Clash clash : merged.clashes()) {
        forced |= back.undone.clash(edits.values(), says(clash));
      }
      if (forced) {
        takeBackWriting();
        return before;
      }
      return now.content();
    }
    takeBackWriting();
    back.undone.keep("what others wrote into " + path());
    return merged.text();
  }
}
