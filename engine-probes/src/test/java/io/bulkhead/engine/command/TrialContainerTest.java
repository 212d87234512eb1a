package io.bulkhead.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.engine.FakeEngine;
import io.bulkhead.engine.http.EngineCallException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(40)
class TrialContainerTest {
  private static final String ID =
      "0e871a2d7f3e4c3f9ea795efbb250e3a98c670a63dddb2234af94634a85b99af";

  @TempDir Path directory;
  private FakeEngine fake;

  @BeforeEach
  void start() throws IOException {
    fake = new FakeEngine(directory);
    fake.json("/containers/json", "[]")
        .json("/images/create", "{\"status\":\"sha256:1\"}")
        .status("/containers/create", 201, "{\"Id\":\"" + ID + "\",\"Warnings\":[]}")
        .status("/containers/" + ID + "/start", 204, "")
        .json("/images/bulkhead-trial", "[]");
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private void ended(int status) {
    fake.json(
        "/containers/" + ID + "/json",
        "{\"State\":{\"Running\":false,\"ExitCode\":" + status + ",\"Error\":\"\"}}");
  }

  @Test
  void a_container_that_ends_with_0_is_proof_and_its_image_is_taken_away() throws Exception {
    ended(0);
    assertThat(new TrialContainer(fake.endpoint()).attempt("amd64")).isEmpty();
    assertThat(fake.requests())
        .anyMatch(r -> r.startsWith("POST /images/create?fromSrc=-&repo=bulkhead-trial"))
        .anyMatch(r -> r.startsWith("DELETE /images/bulkhead-trial"))
        .noneMatch(r -> r.contains("busybox"));
  }

  @Test
  void the_engines_reason_is_told_without_ids() throws Exception {
    fake.status(
        "/containers/" + ID + "/start",
        500,
        "{\"message\":\"Decoding seccomp profile failed: invalid character\"}");
    assertThat(new TrialContainer(fake.endpoint()).attempt("amd64"))
        .contains("Decoding seccomp profile failed: invalid character");
    assertThat(fake.requests()).anyMatch(r -> r.startsWith("DELETE /images/bulkhead-trial"));
  }

  @Test
  void a_program_that_ends_otherwise_is_a_failure() throws Exception {
    ended(127);
    assertThat(new TrialContainer(fake.endpoint()).attempt("arm64").orElse(""))
        .contains("ended with 127");
  }

  @Test
  void an_engine_that_takes_no_image_says_nothing_about_containers() {
    fake.status("/images/create", 403, "{\"message\":\"authorization denied by plugin\"}");
    assertThatThrownBy(() -> new TrialContainer(fake.endpoint()).attempt("amd64"))
        .isInstanceOf(EngineCallException.class)
        .hasMessageContaining("could not import an image");
    assertThatThrownBy(() -> new TrialContainer(fake.endpoint()).attempt("s390x"))
        .hasMessageContaining("no trial program for s390x");
  }
}
