package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Targets;
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
 * @param content its bytes with the edits
 * @param changes numbers of the changes that edit it
 */
record FileWork(
    String path,
    Targets.FileTarget before,
    Optional<JsonDocument> document,
    byte[] content,
    List<Integer> changes) {

  /** True if it belongs to a service unit, so that systemd has to read it again. */
  boolean ofUnit() {
    return path.startsWith("/etc/systemd/");
  }

  /** The value of a top-level key with the edits; empty if the file is no JSON or has none. */
  Optional<ConfigValue> value(String key) {
    return document.flatMap(text -> text.get(List.of(key)));
  }

  /** Every edited file, by path. */
  static List<FileWork> of(Desk desk, Units units, List<Draft> selected) {
    Map<String, List<Edit>> edits = new TreeMap<>();
    Map<String, TreeSet<Integer>> numbers = new TreeMap<>();
    for (Draft draft : selected) {
      for (Edit edit : draft.edits()) {
        if (!(edit instanceof Edit.Attribute)) {
          edits.computeIfAbsent(edit.target(), path -> new ArrayList<>()).add(edit);
          numbers.computeIfAbsent(edit.target(), p -> new TreeSet<>()).add(draft.number());
        }
      }
    }
    List<FileWork> files = new ArrayList<>();
    edits.forEach(
        (path, all) ->
            files.add(
                all.get(0) instanceof Edit.Flag flag
                    ? text(
                        desk,
                        units,
                        flag,
                        all,
                        List.copyOf(numbers.getOrDefault(path, new TreeSet<>())))
                    : json(
                        desk,
                        path,
                        all,
                        List.copyOf(numbers.getOrDefault(path, new TreeSet<>())))));
    return files;
  }

  private static FileWork json(Desk desk, String path, List<Edit> edits, List<Integer> numbers) {
    JsonDocument text = text(desk, path);
    for (Edit edit : edits) {
      if (edit instanceof Edit.Key key) {
        text = with(text, key);
      }
    }
    return new FileWork(path, desk.file(path), Optional.of(text), text.bytes(), numbers);
  }

  private static FileWork text(
      Desk desk, Units units, Edit.Flag first, List<Edit> edits, List<Integer> numbers) {
    Set<String> keys = new TreeSet<>();
    edits.forEach(edit -> keys.add(((Edit.Flag) edit).key()));
    Targets.FileTarget now = desk.file(first.target());
    Reading<byte[]> content = units.without(first.target(), now, first.unit(), keys);
    return new FileWork(
        first.target(), now, Optional.empty(), content.seen().orElse(now.content()), numbers);
  }

  static JsonDocument with(JsonDocument text, Edit.Key key) {
    ConfigValue after = key.after();
    return after == null ? text.remove(key.path()) : text.set(key.path(), after);
  }

  private static JsonDocument text(Desk desk, String path) {
    try {
      return desk.document(path);
    } catch (JsonProblem e) {
      throw new IllegalStateException("a draft was made for a file that does not parse", e);
    }
  }
}
