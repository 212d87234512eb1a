package io.bulkhead.remediate.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.Undoing;
import java.util.Map;
import java.util.TreeMap;

/** A plan from a tree of JSON; anything that does not fit is an IllegalArgumentException. */
final class PlanReader {
  private PlanReader() {}

  static Plan plan(JsonNode t) {
    return new Plan(
        Fields.text(t, "plan"),
        Fields.all(t, "undoes", PlanReader::undoing),
        host(Fields.object(t, "host")),
        Fields.text(t, "created"),
        Fields.text(t, "expires"),
        Fields.text(t, "tool"),
        Fields.text(t, "rules"),
        Fields.all(t, "facts", PlanReader::fact),
        Fields.all(t, "changes", PlanReader::change),
        Fields.all(t, "steps", StepJson::read),
        engine(Fields.object(t, "engine")),
        Fields.all(t, "diffs", PlanReader::diff),
        Fields.all(t, "unfixed", PlanReader::unfixed),
        Fields.texts(t, "kept"),
        Fields.texts(t, "conflicts"),
        summary(Fields.object(t, "summary")));
  }

  private static Undoing undoing(JsonNode t) {
    return new Undoing(Fields.number(t, "n"), Fields.text(t, "set"), Fields.number(t, "change"));
  }

  private static Plan.Host host(JsonNode t) {
    return new Plan.Host(
        Fields.text(t, "id"),
        Fields.text(t, "name"),
        Fields.text(t, "root"),
        Fields.text(t, "os"),
        Fields.text(t, "docker"),
        Fields.number(t, "containers_running"));
  }

  private static Fact fact(JsonNode t) {
    Map<String, String> parts = new TreeMap<>();
    JsonNode node = Fields.object(t, "parts");
    node.fieldNames().forEachRemaining(name -> parts.put(name, Fields.text(node, name)));
    return new Fact(
        Fields.text(t, "id"),
        Fields.text(t, "kind"),
        Fields.text(t, "at"),
        Fields.text(t, "what"),
        Fields.text(t, "digest"),
        Fields.text(t, "said"),
        parts);
  }

  private static Change change(JsonNode t) {
    return new Change(
        Fields.number(t, "n"),
        Fields.texts(t, "fixes").stream().map(CheckId::new).toList(),
        sign(Fields.text(t, "action")),
        Fields.text(t, "what"),
        Fields.text(t, "values"),
        Fields.all(t, "edits", EditJson::read),
        Fields.word(t, "engine", EngineAction.Kind.class),
        Fields.word(t, "access", Access.class),
        undo(Fields.object(t, "undo")),
        Fields.text(t, "breaks"),
        Fields.texts(t, "affected"),
        Fields.texts(t, "facts"));
  }

  private static char sign(String action) {
    return switch (action) {
      case "add" -> '+';
      case "remove" -> '-';
      case "modify" -> '~';
      default -> throw new IllegalArgumentException("unknown action '" + action + "'");
    };
  }

  private static Undo undo(JsonNode t) {
    String word = Fields.text(t, "class");
    return switch (word) {
      case "exact" -> new Undo.Exact();
      case "same-effect" -> new Undo.SameEffect(Fields.text(t, "says"));
      case "one-way" -> new Undo.OneWay(Fields.text(t, "says"));
      default -> throw new IllegalArgumentException("unknown undo '" + word + "'");
    };
  }

  static EngineAction engine(JsonNode t) {
    JsonNode control = Fields.object(t, "control");
    return new EngineAction(
        Fields.word(t, "action", EngineAction.Kind.class),
        new Daemon.Control(
            Fields.word(control, "kind", Daemon.ControlKind.class),
            Fields.text(control, "unit"),
            Fields.text(control, "why")),
        Fields.text(t, "config_file"),
        Values.entries(Fields.object(t, "intended")),
        Values.entries(Fields.object(t, "previous")),
        Fields.all(t, "containers", PlanReader::container),
        Fields.bool(t, "stop_containers_first"));
  }

  private static EngineAction.ContainerRun container(JsonNode t) {
    return new EngineAction.ContainerRun(
        Fields.text(t, "id"),
        Fields.text(t, "name"),
        Fields.text(t, "restart_policy"),
        Fields.bool(t, "auto_remove"),
        Fields.text(t, "started_at"));
  }

  private static Plan.Diff diff(JsonNode t) {
    return new Plan.Diff(
        Fields.text(t, "path"),
        Fields.numbers(t, "changes"),
        Fields.text(t, "attributes"),
        Fields.texts(t, "unified"),
        Fields.text(t, "checked"));
  }

  private static Plan.Unfixed unfixed(JsonNode t) {
    return new Plan.Unfixed(
        new CheckId(Fields.text(t, "check")),
        Fields.text(t, "title"),
        Fields.text(t, "why"),
        Fields.texts(t, "by_hand"));
  }

  private static Plan.Summary summary(JsonNode t) {
    return new Plan.Summary(
        Fields.number(t, "judged"),
        Fields.number(t, "passed"),
        Fields.number(t, "failed"),
        Fields.number(t, "unseen"),
        Fields.number(t, "fixed"));
  }
}
