package io.bulkhead.remediate.plan;

import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Targets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets as they were when the plan was begun: every one is looked at once. */
final class Desk {
  private final Targets targets;
  private final Map<String, Targets.FileTarget> files = new HashMap<>();
  private final Map<String, Targets.ObjectTarget> objects = new HashMap<>();
  private final Map<Setting, Targets.ValueTarget> values = new HashMap<>();
  private final Map<String, JsonDocument> documents = new HashMap<>();

  Desk(Targets targets) {
    this.targets = targets;
  }

  Targets.FileTarget file(String path) {
    return files.computeIfAbsent(path, targets::file);
  }

  Targets.ObjectTarget object(String path) {
    return objects.computeIfAbsent(path, targets::object);
  }

  List<String> names(String directory) {
    return targets.names(directory);
  }

  Optional<String> obstacle(Reader reader) {
    return targets.obstacle(reader);
  }

  Targets.ValueTarget value(Setting setting) {
    return values.computeIfAbsent(setting, targets::value);
  }

  /** The file's text; a missing file is an empty document. */
  JsonDocument document(String path) throws JsonProblem {
    JsonDocument known = documents.get(path);
    if (known != null) {
      return known;
    }
    byte[] content = file(path).content();
    JsonDocument read = content.length == 0 ? JsonDocument.empty() : JsonDocument.parse(content);
    documents.put(path, read);
    return read;
  }
}
