package io.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code bulkhead config} on the bundled sample host. */
class ConfigCommandTest extends OnSampleHost {
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = host.root().resolve("etc/docker/daemon.json");
    Files.writeString(file, "{\n  \"icc\": false,\n  \"lable\": [\"a\"],\n  \"mtu\": \"9\"\n}\n");
  }

  @Test
  void what_is_set_stands_with_its_place_and_what_is_wrong_with_its_line() {
    Lines.Ran ran = lines.run("config");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("icc", "false", "restart", "/etc/docker/daemon.json:2")
        .contains("/etc/docker/daemon.json:3:3 \"lable\"", "write labels")
        .contains("/etc/docker/daemon.json:4:3 \"mtu\"", "remove the quotes")
        .contains("the next start would FAIL")
        .doesNotContain("userns-remap");
    assertThat(lines.run("config", "--exit-code").exit()).isEqualTo(2);
  }

  @Test
  void all_keys_are_shown_on_request_with_their_defaults() {
    assertThat(lines.run("config", "--all").out())
        .contains("userns-remap", "default of", "live-restore");
  }

  @Test
  void programs_get_value_origin_default_and_what_a_change_needs() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(lines.run("config", "icc", "--format", "json").out());
    assertThat(json.path("schema").asText()).isEqualTo("bulkhead/config/1");
    JsonNode icc = json.path("settings").path(0);
    assertThat(icc.path("nextStart").path("value").isBoolean()).isTrue();
    assertThat(icc.path("nextStart").path("origin").asText())
        .isEqualTo("/etc/docker/daemon.json:2");
    assertThat(icc.path("default").asBoolean()).isTrue();
    assertThat(icc.path("reloadable").asBoolean(true)).isFalse();
    assertThat(json.path("problems")).hasSize(2);
  }

  @Test
  void a_misspelt_key_is_wrong_usage_with_the_nearest_name() {
    Lines.Ran ran = lines.run("config", "live_restore");
    assertThat(ran.exit()).isEqualTo(64);
    assertThat(ran.err()).contains("Next:  bulkhead config live-restore");
  }

  @Test
  void every_line_fits_a_terminal_and_escapes_what_is_foreign() throws IOException {
    Files.writeString(
        file, "{\"labels\": [\"" + "long ".repeat(60) + "\\u001b[31m\"], \"a\\u001b[2Jb\": 1}");
    for (int columns : new int[] {60, 80, 120}) {
      Lines.Ran ran = lines.answering().columns(columns).run("config", "--all");
      assertThat(ran.out()).doesNotContain("\u001b");
      for (String line : ran.out().split("\n")) {
        assertThat(line.codePointCount(0, line.length())).as(line).isLessThanOrEqualTo(columns);
      }
    }
  }
}
