package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Edit;
import java.util.Collection;

/** Names the keys that others added or changed since, so that nobody wonders. */
final class Others {
  private final String path;
  private final Undone undone;

  Others(String path, Undone undone) {
    this.path = path;
    this.undone = undone;
  }

  /**
   * @param wrote the text as Bulkhead wrote it
   * @param edits of the changes that are taken back
   */
  void name(JsonDocument now, byte[] wrote, Collection<Edit> edits) {
    JsonDocument ours;
    try {
      ours = JsonDocument.parse(wrote);
    } catch (JsonProblem e) {
      return;
    }
    if (now.root() instanceof ConfigValue.Table table
        && ours.root() instanceof ConfigValue.Table written) {
      for (String key : table.entries().keySet()) {
        if (!written.entries().containsKey(key)) {
          undone.keep("\"" + key + "\" in " + path + " (added since, not ours)");
        } else if (!table.get(key).equals(written.get(key)) && !edited(key, edits)) {
          undone.keep("\"" + key + "\" in " + path + " (changed since, not ours)");
        }
      }
    }
  }

  private static boolean edited(String key, Collection<Edit> edits) {
    return edits.stream()
        .anyMatch(edit -> edit instanceof Edit.Key one && one.path().get(0).equals(key));
  }
}
