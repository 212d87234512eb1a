package io.bulkhead.cli.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.json.PlanJson;
import io.bulkhead.remediate.plan.StandingDrift.Drift;
import java.io.IOException;
import java.util.List;

/** One change set for programs: one JSON document of schema {@value #SCHEMA}. */
public final class SetJson {
  public static final String SCHEMA = "bulkhead/set/1";

  private SetJson() {}

  public static String of(SetDetail set, List<Drift> drift) {
    ObjectNode tree = new JsonMapper().createObjectNode().put("schema", SCHEMA);
    tree.set("set", HistoryJson.set(set.summary()));
    try {
      tree.set("plan", new JsonMapper().readTree(PlanJson.write(set.plan())));
    } catch (IOException e) {
      throw new IllegalStateException("a plan that cannot be read back", e);
    }
    ArrayNode log = tree.putArray("log");
    for (SetDetail.LogLine line : set.log()) {
      log.addObject().put("at", line.at()).put("type", line.type()).put("says", line.says());
    }
    tree.set("drift", StatusJson.drift(drift));
    return JsonText.of(tree);
  }
}
