package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Targets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One file with all edits of a selection composed.
 *
 * @param before the file as it is
 * @param document its text with the edits, if it is JSON
 * @param content its bytes with the edits; empty if it is deleted
 * @param attributes mode and owner that an edit of the whole file gives it
 * @param changes numbers of the changes that edit it
 * @param ofStart true if the engine is started by what it says
 */
record FileWork(
    String path,
    Targets.FileTarget before,
    Optional<JsonDocument> document,
    Optional<byte[]> content,
    Optional<Attributes> attributes,
    List<Integer> changes,
    boolean ofStart) {

  /** The value of a top-level key with the edits; empty if the file is no JSON or has none. */
  Optional<ConfigValue> value(String key) {
    return document.flatMap(text -> text.get(List.of(key)));
  }

  /** Its bytes with the edits, none if it is deleted. */
  byte[] bytes() {
    return content.orElse(new byte[0]);
  }

  boolean created() {
    return before.state() instanceof FileState.Missing;
  }

  /** The edits of one file. */
  private static final class Pile {
    final List<Edit> edits = new ArrayList<>();
    final TreeSet<Integer> changes = new TreeSet<>();
    final Contents contents = new Contents();
  }

  /** Every edited file, by path. */
  static List<FileWork> of(Desk desk, Units units, List<Draft> selected) {
    Map<String, Pile> piles = new TreeMap<>();
    for (Draft draft : selected) {
      for (Edit edit : draft.edits()) {
        if (Draft.writes(edit)) {
          Pile pile = piles.computeIfAbsent(edit.target(), path -> new Pile());
          pile.edits.add(edit);
          pile.changes.add(draft.number());
          if (edit instanceof Edit.Text text && text.after() != null) {
            pile.contents.put(draft.fix().contents().get(text.after().sha256()));
          }
        }
      }
    }
    List<FileWork> files = new ArrayList<>();
    piles.forEach((path, pile) -> files.add(of(desk, units, path, pile)));
    return files;
  }

  /** A whole file first; keys, flags and lines are edited in it. */
  private static FileWork of(Desk desk, Units units, String path, Pile pile) {
    Targets.FileTarget now = desk.file(path);
    Optional<Edit.Text> whole =
        pile.edits.stream()
            .filter(Edit.Text.class::isInstance)
            .map(Edit.Text.class::cast)
            .findFirst();
    Optional<Edit.Whole> after = whole.map(Edit.Text::after);
    boolean deleted = whole.isPresent() && after.isEmpty();
    byte[] base = after.map(w -> pile.contents.get(w.sha256())).orElse(now.content());
    Optional<JsonDocument> document = json(base, path, pile.edits);
    byte[] content =
        document
            .map(JsonDocument::bytes)
            .orElseGet(() -> lines(flags(base, now, units, pile.edits), pile.edits));
    boolean flagged = pile.edits.stream().anyMatch(Edit.Flag.class::isInstance);
    return new FileWork(
        path,
        now,
        document,
        deleted ? Optional.empty() : Optional.of(content),
        after.map(Edit.Whole::attributes),
        List.copyOf(pile.changes),
        flagged || units.ofEngine(path));
  }

  private static Optional<JsonDocument> json(byte[] base, String path, List<Edit> edits) {
    if (edits.stream().noneMatch(Edit.Key.class::isInstance)) {
      return Optional.empty();
    }
    try {
      JsonDocument text = base.length == 0 ? JsonDocument.empty() : JsonDocument.parse(base);
      for (Edit edit : edits) {
        if (edit instanceof Edit.Key key) {
          text = with(text, key);
        }
      }
      return Optional.of(text);
    } catch (JsonProblem e) {
      throw new IllegalStateException("a draft was made for " + path + ", which is no JSON", e);
    }
  }

  static JsonDocument with(JsonDocument text, Edit.Key key) {
    ConfigValue after = key.after();
    return after == null ? text.remove(key.path()) : text.set(key.path(), after);
  }

  private static byte[] flags(byte[] base, Targets.FileTarget now, Units units, List<Edit> edits) {
    Set<String> keys = new TreeSet<>();
    Edit.Flag first = null;
    for (Edit edit : edits) {
      if (edit instanceof Edit.Flag flag) {
        keys.add(flag.key());
        first = flag;
      }
    }
    if (first == null) {
      return base;
    }
    Reading<byte[]> left = units.without(first.target(), now, first.unit(), keys);
    return left.seen().orElse(now.content());
  }

  private static byte[] lines(byte[] base, List<Edit> edits) {
    if (edits.stream().noneMatch(Edit.Line.class::isInstance)) {
      return base;
    }
    TextLines text = TextLines.of(base);
    for (Edit edit : edits) {
      if (edit instanceof Edit.Line line) {
        text = text.with(line).orElse(text);
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
