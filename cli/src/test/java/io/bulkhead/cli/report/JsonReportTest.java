package io.bulkhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.cli.snapshot.SnapshotJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {
  @ParameterizedTest
  @MethodSource("samples")
  void a_report_fits_the_published_schema(HostSnapshot host) throws IOException {
    assertThat(schema().validate(Audits.json(Audits.of(host)), InputFormat.JSON)).isEmpty();
  }

  @Test
  void the_schema_refuses_what_is_not_a_report() throws IOException {
    String report = Audits.json(Audits.of(Samples.host().build()));
    String wrong = report.replaceFirst("\"outcome\" : \"[a-z-]+\"", "\"outcome\" : \"maybe\"");
    assertThat(wrong).isNotEqualTo(report);
    assertThat(schema().validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_snapshot_that_went_through_a_file_gives_the_same_report(HostSnapshot host)
      throws IOException {
    SnapshotJson json = new SnapshotJson();
    HostSnapshot back = json.read(json.write(host).getBytes(StandardCharsets.UTF_8));
    assertThat(Audits.json(Audits.of(back))).isEqualTo(Audits.json(Audits.of(host)));
    assertThat(Audits.text(back, 80)).isEqualTo(Audits.text(host, 80));
  }

  static Stream<HostSnapshot> samples() {
    return Audits.samples();
  }

  private static Schema schema() throws IOException {
    Path here = Path.of("docs", "audit.schema.json");
    Path file = Files.exists(here) ? here : Path.of("..").resolve(here);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file));
  }
}
