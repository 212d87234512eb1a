package io.bulkhead.cli.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.apply.Chain;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.List;

/** The history for programs: one JSON document of schema {@value #SCHEMA}. */
public final class HistoryJson {
  public static final String SCHEMA = "bulkhead/history/1";

  private HistoryJson() {}

  public static String of(List<SetSummary> sets, Chain chain) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    var list = tree.putArray("sets");
    sets.forEach(set -> list.add(set(set)));
    ObjectNode end = tree.putObject("chain");
    end.put("sets", chain.sets()).put("records", chain.records()).put("head", chain.head());
    end.put("torn", chain.torn().orElse(null));
    return JsonText.of(tree);
  }

  /** One set as in the list. */
  static ObjectNode set(SetSummary set) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", set.id()).put("at", set.at()).put("by", set.by());
    node.put("changes", set.changes());
    var standing = node.putArray("standing");
    set.standing().forEach(standing::add);
    node.put("state", set.state().word());
    var undoes = node.putArray("undoes");
    set.undoes().forEach(undoes::add);
    node.put("message", set.message()).put("plan", set.planDigest());
    return node.put("forgotten", set.forgotten());
  }
}
