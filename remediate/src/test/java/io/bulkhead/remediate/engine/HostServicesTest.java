package io.bulkhead.remediate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostServicesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final HostServices services = new HostServices();

  private Services.Said run(String... command) {
    return services.run(List.of(command), new byte[0], LONG);
  }

  @Test
  void exit_status_and_both_streams_are_reported() {
    Services.Said said = run("/bin/sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.output()).contains("out\n").contains("err\n");
  }

  @Test
  void arguments_are_passed_as_they_are() {
    assertThat(run("/bin/echo", "a b", "$HOME", "\"q'", "").output())
        .isEqualTo("a b $HOME \"q' \n");
  }

  @Test
  void the_environment_is_clean() {
    assertThat(run("/usr/bin/env").output().lines())
        .allMatch(
            l -> l.startsWith("PATH=") || l.startsWith("LC_ALL=") || l.startsWith("SYSTEMD_"));
  }

  @Test
  void input_is_handed_over() {
    byte[] input = "hello".getBytes(StandardCharsets.UTF_8);
    assertThat(services.run(List.of("/bin/cat"), input, LONG).output()).isEqualTo("hello");
  }

  @Test
  void output_is_bounded_and_its_end_kept() {
    Services.Said said = run("/bin/sh", "-c", "seq 1 100000");
    assertThat(said.output().length()).isLessThanOrEqualTo(64 << 10);
    assertThat(said.output()).endsWith("\n100000\n");
  }

  @Test
  void what_takes_too_long_is_ended() {
    Services.Said said =
        services.run(List.of("/bin/sleep", "1000"), new byte[0], Duration.ofMillis(200));
    assertThat(said.exit()).isEqualTo(-1);
    assertThat(said.output()).contains("ended after");
  }

  @Test
  void a_program_that_is_not_there_is_an_answer() {
    assertThat(run("/no/such/program").ok()).isFalse();
    assertThat(services.find("no-such-program")).isEmpty();
    assertThat(services.find("no-such-program", "sh")).endsWith("/sh");
  }
}
