package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.DAEMON_JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.json.PlanJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whole plans as they were reviewed; {@code -Dgolden.update} writes them anew. */
class PlanGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/plans");

  @Test
  void a_default_engine_with_two_containers() throws IOException {
    FakeTargets targets =
        new FakeTargets()
            .with(
                DAEMON_JSON,
                "{\n  \"proxies\": { \"http-proxy\": \"http://u:p@proxy:3128\" },\n  \"debug\": false\n}\n"
                    .getBytes(StandardCharsets.UTF_8),
                new Attributes(0664, 0, 0));
    Plan plan =
        Planning.prepare(
                Samples.host(
                        EngineSample.debian13()
                            .containers(
                                ContainerSample.running("web", 4001).restartPolicy("always"),
                                ContainerSample.running("db", 4002)),
                        DaemonSample.systemd()
                            .configFile(
                                new Daemon.ConfigFile(DAEMON_JSON, true, "0".repeat(64), true, 1)))
                    .file(DAEMON_JSON, Samples.regular(DAEMON_JSON, 0664)),
                targets,
                Planning.only("DMN-00?", "FIL-*"))
            .plan();
    is("default-engine", plan);
  }

  private static void is(String name, Plan plan) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode tree = (ObjectNode) mapper.readTree(PlanJson.write(plan));
    // these follow every new check
    tree.put("rules", "0".repeat(64)).put("plan", "0".repeat(64));
    ObjectNode summary = (ObjectNode) tree.path("summary");
    summary.put("failed", 0).put("judged", 0).put("passed", 0).put("unseen", 0);
    String shown = mapper.writeValueAsString(tree) + "\n";
    Path golden = FOLDER.resolve(name + ".json");
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(golden, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(golden));
  }
}
