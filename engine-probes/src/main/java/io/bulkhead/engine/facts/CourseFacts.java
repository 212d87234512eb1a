package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.Container.Course;
import io.bulkhead.audit.snapshot.Container.Exec;
import io.bulkhead.engine.json.Trees;
import java.util.List;

/** How a container came to be as it is now. */
public final class CourseFacts {
  private CourseFacts() {}

  static Course of(JsonNode inspect, List<Exec> execs) {
    JsonNode host = inspect.path("HostConfig");
    JsonNode state = inspect.path("State");
    return new Course(
        Trees.text(inspect, "Created"),
        Trees.text(state, "FinishedAt"),
        host.path("RestartPolicy").path("MaximumRetryCount").asInt(0),
        Trees.flag(host, "PublishAllPorts").orElse(false),
        SecretFacts.cut(Trees.text(inspect, "Path")),
        health(inspect),
        execs);
  }

  private static String health(JsonNode inspect) {
    List<String> test = Trees.texts(inspect.path("Config").path("Healthcheck"), "Test");
    if (!test.isEmpty() && test.get(0).equals("NONE")) {
      return "";
    }
    String status = Trees.text(inspect.path("State").path("Health"), "Status");
    if (!status.isEmpty() && !status.equals("none")) {
      return status;
    }
    return test.isEmpty() || test.get(0).isEmpty() ? "" : "configured";
  }

  /** One reply of GET /exec/ID/json. */
  public static Exec exec(JsonNode reply) {
    JsonNode process = reply.path("ProcessConfig");
    return new Exec(
        Trees.text(reply, "ID"),
        Trees.flag(reply, "Running").orElse(true),
        Trees.flag(process, "privileged").orElse(true),
        Trees.text(process, "user"),
        SecretFacts.cut(Trees.text(process, "entrypoint")));
  }
}
