package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways to the engine's API that must never pass. */
@RealEngine
class ExposureIT {
  @Test
  void plain_tcp_on_loopback_is_a_finding() {
    try (EngineUnderTest engine = EngineUnderTest.up("tcp", "--host", "tcp://127.0.0.1:2375")) {
      Report audit = Bulkhead.on(engine).audit();
      assertThat(List.of(audit.outcome("DMN-007"), audit.outcome("DMN-008"))).contains("fail");
      assertThat(audit.json().toString()).contains("127.0.0.1:2375");
      assertThat(audit.json().path("summary").path("worst").asText()).isIn("critical", "high");
    }
  }

  @Test
  void every_way_to_mount_the_socket_is_seen_also_in_a_stopped_container() {
    try (EngineUnderTest engine = EngineUnderTest.up("mounts")) {
      String directory = engine.directory().toString();
      engine.sleeper("direct", "-v", engine.socket() + ":/anything");
      engine.sleeper("readonly", "-v", engine.socket() + ":/anything:ro");
      engine.sleeper("parent", "-v", directory + ":/host");
      engine.sleeper("grandparent", "-v", Machine.BASE + ":/host:ro");
      engine.sleeper("whole", "-v", "/:/host:ro");
      engine
          .docker("create", "--name", "stopped", "-v", directory + ":/x", "busybox:it", "sh")
          .exits(0);
      engine.sleeper("harmless", "-v", directory + "/etc:/etc/x:ro");

      JsonNode finding = Bulkhead.on(engine).audit().finding("CTR-001");
      assertThat(subjects(finding, "fail"))
          .contains("direct", "readonly", "parent", "grandparent", "whole", "stopped")
          .doesNotContain("harmless");
    }
  }

  @Test
  void capabilities_and_privilege_are_judged_from_process_and_configuration() {
    try (EngineUnderTest engine = EngineUnderTest.up("caps")) {
      engine.sleeper("plain");
      engine.sleeper("added", "--cap-add", "NET_ADMIN");
      engine.sleeper("all", "--cap-add", "ALL", "--cap-drop", "SYS_RESOURCE");
      engine.sleeper("unconfined", "--security-opt", "seccomp=unconfined");
      engine.sleeper("hostpid", "--pid", "host");
      engine.docker("create", "--name", "privileged", "--privileged", "busybox:it", "sh").exits(0);

      Report audit = Bulkhead.on(engine).audit();
      assertThat(subjects(audit.finding("CTR-002"), "fail")).containsExactly("privileged");
      assertThat(subjects(audit.finding("CTR-003"), "fail")).contains("added", "all");
      assertThat(subjects(audit.finding("CTR-003"), "fail")).doesNotContain("plain");
      assertThat(subjects(audit.finding("CTR-006"), "fail")).contains("unconfined");
      assertThat(subjects(audit.finding("CTR-006"), "pass")).contains("plain");
      assertThat(subjects(audit.finding("CTR-009"), "fail")).contains("hostpid");
    }
  }

  /** Names of the objects with this outcome. */
  private static List<String> subjects(JsonNode finding, String outcome) {
    List<String> subjects = new ArrayList<>();
    for (JsonNode ground : finding.path("grounds")) {
      if (ground.path("outcome").asText().equals(outcome)) {
        subjects.add(ground.path("subject").asText().replaceAll("^container | \\(.*", ""));
      }
    }
    return subjects;
  }
}
