package io.bulkhead.remediate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanSchemaTest {
  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("../docs/plan.schema.json")), InputFormat.JSON);
  }

  private static String golden() throws IOException {
    return Files.readString(Path.of("src/test/resources/plans/default-engine.json"));
  }

  @Test
  void a_plan_fits_the_published_schema() throws IOException {
    assertThat(schema().validate(golden(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void the_schema_refuses_what_is_no_plan() throws IOException {
    String broken = golden().replace("\"action\" : \"restart\"", "\"action\" : \"reboot\"");
    assertThat(schema().validate(broken, InputFormat.JSON)).isNotEmpty();
    assertThat(schema().validate("{}", InputFormat.JSON)).isNotEmpty();
  }
}
