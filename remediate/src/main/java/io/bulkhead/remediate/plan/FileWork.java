package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Targets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One configuration file with all edits of a selection composed.
 *
 * @param before the file as it is
 * @param after its text with the edits
 * @param changes numbers of the changes that edit it
 */
record FileWork(String path, Targets.FileTarget before, JsonDocument after, List<Integer> changes) {

  byte[] content() {
    return after.bytes();
  }

  /** Every edited file, by path. */
  static List<FileWork> of(Desk desk, List<Draft> selected) {
    Map<String, JsonDocument> texts = new TreeMap<>();
    Map<String, TreeSet<Integer>> numbers = new TreeMap<>();
    for (Draft draft : selected) {
      for (Edit edit : draft.edits()) {
        if (edit instanceof Edit.Key key) {
          JsonDocument text = texts.computeIfAbsent(key.target(), path -> text(desk, path));
          texts.put(key.target(), with(text, key));
          numbers.computeIfAbsent(key.target(), p -> new TreeSet<>()).add(draft.number());
        }
      }
    }
    return texts.entrySet().stream()
        .map(
            e ->
                new FileWork(
                    e.getKey(),
                    desk.file(e.getKey()),
                    e.getValue(),
                    List.copyOf(numbers.getOrDefault(e.getKey(), new TreeSet<>()))))
        .toList();
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
