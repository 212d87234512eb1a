package io.bulkhead.kernel.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Program.Ended run(Duration limit, String... argv) {
    byte[] input = "read\n".getBytes(StandardCharsets.UTF_8);
    return new Program(List.of(argv), input, limit).run(out, err);
  }

  @Test
  void arguments_arrive_as_they_are_and_the_environment_is_clean() {
    Program.Ended ended =
        run(
            Duration.ofSeconds(20),
            "/bin/sh",
            "-c",
            "cat; echo \"$1\"; env; exit 7",
            "sh",
            "a  'b");
    assertThat(ended).isEqualTo(new Program.Ended(7, ""));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("read\na  'b\n", "LC_ALL=C\n")
        .doesNotContain("HOME=", "USER=");
  }

  @Test
  void what_hangs_is_killed_when_its_time_is_up() {
    Instant start = Instant.now();
    Program.Ended ended = run(Duration.ofSeconds(1), "/bin/sh", "-c", "echo so far; sleep 60");
    assertThat(ended).isEqualTo(new Program.Ended(-1, "ended after 1 s"));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("so far\n");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void a_process_left_behind_with_the_output_open_is_not_waited_for() {
    Instant start = Instant.now();
    Program.Ended ended = run(Duration.ofSeconds(40), "/bin/sh", "-c", "sleep 30 & echo done");
    assertThat(ended).isEqualTo(new Program.Ended(0, ""));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("done\n");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void what_cannot_start_says_why() {
    Program.Ended ended = run(Duration.ofSeconds(5), "/nowhere/at/all");
    assertThat(ended.exit()).isEqualTo(-1);
    assertThat(ended.trouble()).contains("/nowhere/at/all");
    assertThat(Program.find(Path.of("/"), "nowhere-at-all")).isEmpty();
    assertThat(Program.find(Path.of("/"), "sh")).isPresent();
  }
}
