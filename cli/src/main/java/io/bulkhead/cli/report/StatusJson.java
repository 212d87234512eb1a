package io.bulkhead.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.apply.OpenSet;
import io.bulkhead.remediate.apply.SetSummary;
import io.bulkhead.remediate.plan.StandingDrift.Drift;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the host stands, for programs: one JSON document of schema {@value #SCHEMA}. */
public final class StatusJson {
  public static final String SCHEMA = "bulkhead/status/1";

  private StatusJson() {}

  public static String of(
      String host, Optional<OpenSet> open, List<SetSummary> history, List<Drift> drift) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    tree.put("host", host);
    if (open.isPresent()) {
      tree.putObject("open")
          .put("id", open.get().id())
          .put("since", open.get().since())
          .put("standing", open.get().standing().name().toLowerCase(Locale.ROOT));
    } else {
      tree.putNull("open");
    }
    ArrayNode standing = tree.putArray("standing");
    history.stream()
        .filter(set -> set.stands() && set.undoes().isEmpty())
        .forEach(set -> standing.add(HistoryJson.set(set)));
    tree.set("drift", drift(drift));
    return JsonText.of(tree);
  }

  static ArrayNode drift(List<Drift> drift) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Drift one : drift) {
      list.addObject()
          .put("set", one.set())
          .put("change", one.change())
          .put("what", one.what())
          .put("says", one.says());
    }
    return list;
  }
}
