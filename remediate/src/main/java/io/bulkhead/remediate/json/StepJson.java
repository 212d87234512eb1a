package io.bulkhead.remediate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Step;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Physical steps as JSON: both ends, contents by digest, never a command. */
final class StepJson {
  private StepJson() {}

  static ObjectNode write(Step step) {
    ObjectNode node =
        JsonNodeFactory.instance.objectNode().put("seq", step.seq()).put("target", step.target());
    ArrayNode changes = node.putArray("changes");
    step.changes().forEach(changes::add);
    if (step instanceof Step.PutFile put) {
      node.put("kind", "file");
      node.set("before", state(put.before()));
      node.set("after", state(put.after()));
    } else if (step instanceof Step.SetAttributes set) {
      node.put("kind", "attributes");
      node.set("before", EditJson.attributes(set.before()));
      node.set("after", EditJson.attributes(set.after()));
    } else if (step instanceof Step.Directory directory) {
      node.put("kind", "directory").put("present", directory.present());
      node.set("attributes", EditJson.attributes(directory.attributes()));
    } else if (step instanceof Step.Reread reread) {
      node.put("kind", "reread").put("reader", PlanWriter.word(reread.reader()));
      ArrayNode names = node.putArray("names");
      reread.names().forEach(names::add);
      node.put("present", reread.present());
    } else if (step instanceof Step.SetValue set) {
      node.put("kind", "value").put("before", set.before()).put("after", set.after());
      node.set("setting", SettingJson.write(set.setting()));
    } else if (step instanceof Step.Engine engine) {
      node.put("kind", "engine");
      node.set("action", PlanWriter.engine(engine.action()));
    }
    return node;
  }

  private static ObjectNode state(FileState state) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!(state instanceof FileState.Regular file)) {
      return node.put("missing", true);
    }
    node.put("sha256", file.sha256());
    node.set("attributes", EditJson.attributes(file.attributes()));
    ObjectNode xattrs = node.putObject("xattrs");
    file.xattrs().forEach(xattrs::put);
    return node.put("modified", file.modified());
  }

  static Step read(JsonNode t) {
    int seq = Fields.number(t, "seq");
    String target = Fields.text(t, "target");
    List<Integer> changes = Fields.numbers(t, "changes");
    String kind = Fields.text(t, "kind");
    return switch (kind) {
      case "file" -> file(t, seq, changes, target);
      case "attributes" ->
          new Step.SetAttributes(
              seq,
              changes,
              target,
              EditJson.attributes(Fields.object(t, "before")),
              EditJson.attributes(Fields.object(t, "after")));
      case "directory" ->
          new Step.Directory(
              seq,
              changes,
              target,
              EditJson.attributes(Fields.object(t, "attributes")),
              Fields.bool(t, "present"));
      case "reread" ->
          new Step.Reread(
              seq,
              changes,
              Fields.word(t, "reader", Reader.class),
              Fields.texts(t, "names"),
              Fields.bool(t, "present"));
      case "value" ->
          new Step.SetValue(
              seq,
              changes,
              SettingJson.read(Fields.object(t, "setting")),
              Fields.text(t, "before"),
              Fields.text(t, "after"));
      case "engine" -> new Step.Engine(seq, changes, PlanReader.engine(Fields.object(t, "action")));
      default -> throw new IllegalArgumentException("unknown step '" + kind + "'");
    };
  }

  private static Step file(JsonNode t, int seq, List<Integer> changes, String target) {
    FileState before = state(Fields.object(t, "before"));
    return new Step.PutFile(seq, changes, target, before, state(Fields.object(t, "after")));
  }

  private static FileState state(JsonNode t) {
    if (t.has("missing")) {
      return new FileState.Missing();
    }
    Map<String, String> xattrs = new TreeMap<>();
    JsonNode node = Fields.object(t, "xattrs");
    node.fieldNames().forEachRemaining(name -> xattrs.put(name, Fields.text(node, name)));
    return new FileState.Regular(
        Fields.text(t, "sha256"),
        EditJson.attributes(Fields.object(t, "attributes")),
        xattrs,
        Fields.text(t, "modified"));
  }
}
