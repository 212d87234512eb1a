package io.bulkhead.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.report.Audits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SarifWriterTest {
  @ParameterizedTest
  @MethodSource("io.bulkhead.cli.report.Audits#samples")
  void a_report_fits_the_schema_of_oasis(HostSnapshot host) throws IOException {
    String report = Written.as(ReportFormat.SARIF, Audits.of(host));
    assertThat(schema().validate(report, InputFormat.JSON)).isEmpty();
  }

  @Test
  void a_report_with_everything_fits_too_and_a_wrong_one_does_not() throws IOException {
    String report = Written.as(ReportFormat.SARIF, Written.compared("a b%/\u202e`"));
    assertThat(schema().validate(report, InputFormat.JSON)).isEmpty();
    String wrong = report.replace("\"kind\" : \"open\"", "\"kind\" : \"unseen\"");
    assertThat(wrong).isNotEqualTo(report);
    assertThat(schema().validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void every_outcome_has_its_kind_and_only_failures_have_a_level() throws IOException {
    JsonNode run = run("web");
    StringBuilder kinds = new StringBuilder();
    for (JsonNode result : run.path("results")) {
      String kind = result.path("kind").asText();
      kinds.append(kind).append(' ');
      assertThat(result.path("level").asText().equals("none")).isEqualTo(!kind.equals("fail"));
      int index = result.path("ruleIndex").asInt();
      assertThat(run.path("tool").path("driver").path("rules").get(index).path("id"))
          .isEqualTo(result.path("ruleId"));
    }
    assertThat(kinds.toString().strip()).isEqualTo("fail fail open review fail pass notApplicable");
  }

  @Test
  void waivers_are_suppressions_and_expired_ones_rejected() throws IOException {
    JsonNode results = run("web").path("results");
    assertThat(results.get(0).path("suppressions")).isEmpty();
    assertThat(results.get(1).path("suppressions").get(0).path("status").asText())
        .isEqualTo("rejected");
    assertThat(results.get(4).path("suppressions").get(0).path("status").asText())
        .isEqualTo("accepted");
  }

  @Test
  void a_file_that_was_read_is_the_location() throws IOException {
    JsonNode location =
        run("docker/daemon.json:12").path("results").get(0).path("locations").get(0);
    JsonNode physical = location.path("physicalLocation");
    assertThat(physical.path("artifactLocation").path("uri").asText())
        .isEqualTo("etc/docker/daemon.json");
    assertThat(physical.path("region").path("startLine").asInt()).isEqualTo(12);
    assertThat(location.path("logicalLocations").get(0).path("fullyQualifiedName").asText())
        .isEqualTo("container docker/daemon.json:12");
  }

  @Test
  void every_result_has_an_artifact() throws IOException {
    for (JsonNode result : run("web").path("results")) {
      JsonNode physical = result.path("locations").get(0).path("physicalLocation");
      assertThat(physical.path("artifactLocation").path("uri").asText()).isNotEmpty();
    }
    JsonNode plain = run(":\u0001 /x").path("results").get(0).path("locations").get(0);
    assertThat(plain.path("physicalLocation").path("artifactLocation").path("uri").asText())
        .isEqualTo("container/:%5Cx01/x");
  }

  @Test
  void a_fingerprint_is_that_of_check_and_object_whatever_the_state() throws IOException {
    assertThat(fingerprint("web (exited)")).isEqualTo(fingerprint("web"));
    assertThat(fingerprint("web")).hasSize(64).isNotEqualTo(fingerprint("db"));
  }

  private static String fingerprint(String name) throws IOException {
    JsonNode first = run(name).path("results").get(0);
    return first.path("partialFingerprints").path("bulkhead/v1").asText();
  }

  private static JsonNode run(String name) throws IOException {
    return new ObjectMapper()
        .readTree(Written.as(ReportFormat.SARIF, Written.audit(name)))
        .path("runs")
        .get(0);
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        SarifWriterTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
