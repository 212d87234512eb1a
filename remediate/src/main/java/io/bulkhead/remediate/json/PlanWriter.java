package io.bulkhead.remediate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.Undoing;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A plan as a tree of JSON. */
final class PlanWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PlanWriter() {}

  static ObjectNode tree(Plan plan) {
    ObjectNode tree = NODES.objectNode();
    tree.put("schema", PlanJson.SCHEMA);
    tree.put("plan", plan.digest());
    tree.set("undoes", all(plan.undoes(), PlanWriter::undoing));
    tree.put("created", plan.created());
    tree.put("expires", plan.expires());
    tree.put("tool", plan.tool());
    tree.put("rules", plan.rules());
    tree.set("host", host(plan.host()));
    tree.set("facts", all(plan.facts(), PlanWriter::fact));
    tree.set("changes", all(plan.changes(), PlanWriter::change));
    tree.set("steps", all(plan.steps(), StepJson::write));
    tree.set("engine", engine(plan.engine()));
    tree.set("diffs", all(plan.diffs(), PlanWriter::diff));
    tree.set("unfixed", all(plan.unfixed(), PlanWriter::unfixed));
    tree.set("kept", texts(plan.kept()));
    tree.set("conflicts", texts(plan.conflicts()));
    tree.set("summary", summary(plan.summary()));
    return tree;
  }

  private static ObjectNode undoing(Undoing undoing) {
    return NODES
        .objectNode()
        .put("n", undoing.number())
        .put("set", undoing.set())
        .put("change", undoing.change());
  }

  private static ObjectNode host(Plan.Host host) {
    return NODES
        .objectNode()
        .put("id", host.id())
        .put("name", host.name())
        .put("root", host.root())
        .put("os", host.os())
        .put("docker", host.docker())
        .put("containers_running", host.containersRunning());
  }

  private static ObjectNode fact(Fact fact) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("id", fact.id())
            .put("kind", fact.kind())
            .put("at", fact.at())
            .put("what", fact.what())
            .put("digest", fact.digest())
            .put("said", fact.said());
    ObjectNode parts = node.putObject("parts");
    fact.parts().forEach(parts::put);
    return node;
  }

  private static ObjectNode change(Change change) {
    ObjectNode node = NODES.objectNode().put("n", change.number());
    node.set("fixes", texts(change.fixes().stream().map(String::valueOf).toList()));
    node.put("action", action(change.sign()));
    node.put("what", change.what());
    node.put("values", change.values());
    node.set("edits", all(change.edits(), EditJson::write));
    node.put("engine", word(change.engine()));
    node.put("access", word(change.access()));
    node.set("undo", undo(change.undo()));
    node.put("breaks", change.breaks());
    node.set("affected", texts(change.affected()));
    node.set("facts", texts(change.facts()));
    return node;
  }

  private static String action(char sign) {
    return switch (sign) {
      case '+' -> "add";
      case '-' -> "remove";
      default -> "modify";
    };
  }

  private static ObjectNode undo(Undo undo) {
    ObjectNode node = NODES.objectNode();
    if (undo instanceof Undo.SameEffect same) {
      return node.put("class", "same-effect").put("says", same.differs());
    }
    return undo instanceof Undo.OneWay oneWay
        ? node.put("class", "one-way").put("says", oneWay.why())
        : node.put("class", "exact");
  }

  static ObjectNode engine(EngineAction action) {
    ObjectNode node = NODES.objectNode().put("action", word(action.kind()));
    node.putObject("control")
        .put("kind", word(action.control().kind()))
        .put("unit", action.control().unit())
        .put("why", action.control().why());
    node.put("config_file", action.configFile());
    node.set("intended", Values.write(action.intended()));
    node.set("previous", Values.write(action.previous()));
    node.set("containers", all(action.containers(), PlanWriter::container));
    return node.put("stop_containers_first", action.stopContainersFirst());
  }

  private static ObjectNode container(EngineAction.ContainerRun run) {
    return NODES
        .objectNode()
        .put("id", run.id())
        .put("name", run.name())
        .put("restart_policy", run.restartPolicy())
        .put("auto_remove", run.autoRemove())
        .put("started_at", run.startedAt());
  }

  private static ObjectNode diff(Plan.Diff diff) {
    ObjectNode node = NODES.objectNode().put("path", diff.path());
    ArrayNode changes = node.putArray("changes");
    diff.changes().forEach(changes::add);
    node.put("attributes", diff.attributes());
    node.set("unified", texts(diff.unified()));
    return node.put("checked", diff.checked());
  }

  private static ObjectNode unfixed(Plan.Unfixed unfixed) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("check", unfixed.check().value())
            .put("title", unfixed.title())
            .put("why", unfixed.why());
    node.set("by_hand", texts(unfixed.byHand()));
    return node;
  }

  private static ObjectNode summary(Plan.Summary summary) {
    return NODES
        .objectNode()
        .put("judged", summary.judged())
        .put("passed", summary.passed())
        .put("failed", summary.failed())
        .put("unseen", summary.unseen())
        .put("fixed", summary.fixed());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> ArrayNode all(Collection<T> values, Function<T, ? extends JsonNode> f) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(v -> array.add(f.apply(v)));
    return array;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
