package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** podman's imitation of the API: recognised, and never judged as a Docker Engine. */
@RealEngine
class PodmanIT {
  private static final Path DIRECTORY = Machine.BASE.resolve("podman");
  private static final Path SOCKET = DIRECTORY.resolve("podman.sock");

  @Test
  void podman_is_named_and_its_settings_and_containers_are_not_judged() throws Exception {
    clean();
    Files.createDirectories(DIRECTORY);
    String[] service = {
      "podman",
      "--root",
      DIRECTORY.resolve("root").toString(),
      "--runroot",
      DIRECTORY.resolve("run").toString(),
      "system",
      "service",
      "--time=120",
      "unix://" + SOCKET
    };
    try (Run.Started podman = Run.command(service).start()) {
      for (int i = 0; i < 100 && podman.runs() && !Files.exists(SOCKET); i++) {
        Thread.sleep(100);
      }
      assertThat(SOCKET).as(podman.soFar()).exists();
      Bulkhead bulkhead = Bulkhead.plain().option("-H", "unix://" + SOCKET);
      assertThat(bulkhead.now("audit").exits(0).out()).contains("Podman ");
      notJudged(bulkhead.audit());
      assertThat(bulkhead.now("plan", "--only", "DMN-*").exits(0).out())
          .contains("nothing to change");
    } finally {
      clean();
    }
  }

  private static void notJudged(Report audit) {
    int seen = 0;
    for (JsonNode finding : audit.json().path("findings")) {
      if (finding.path("id").asText().matches("(DMN|CTR|IMG|NET|VOL|SWM)-.*")) {
        seen++;
        assertThat(finding.path("outcome").asText())
            .as(finding.toString())
            .isEqualTo("not-applicable");
        assertThat(finding.toString()).contains("podman answers here, not a Docker Engine");
      }
    }
    assertThat(seen).isGreaterThan(100);
  }

  /** The storage of podman mounts itself. */
  private static void clean() {
    Run.command(
            "sh",
            "-c",
            "umount \"$1\"/root/overlay 2>/dev/null; rm -rf --one-file-system \"$1\"",
            "sh",
            DIRECTORY.toString())
        .text();
  }
}
