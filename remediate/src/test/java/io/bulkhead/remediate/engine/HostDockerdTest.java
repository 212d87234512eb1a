package io.bulkhead.remediate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.remediate.plan.DockerdValidate.Answer;
import io.bulkhead.remediate.plan.DockerdValidate.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostDockerdTest {
  /** /bin/sh stands where dockerd would: the program has to be there. */
  private static DaemonSample daemon(String version, String... flags) {
    String[] argv = new String[flags.length + 1];
    argv[0] = "/bin/sh";
    System.arraycopy(flags, 0, argv, 1, flags.length);
    return DaemonSample.systemd().argv(argv).version(version);
  }

  private static Result ask(Daemon daemon, String text, int exit, String says) {
    Services services =
        new Services() {
          @Override
          public Said run(List<String> command, byte[] input, Duration limit) {
            return new Said(exit, says + " " + String.join(" ", command));
          }

          @Override
          public String find(String... names) {
            return "";
          }
        };
    return new HostDockerd(services)
        .judge(
            text.getBytes(StandardCharsets.UTF_8),
            daemon,
            daemon.process().seen().map(Daemon.Running::argv).orElse(List.of()));
  }

  @Test
  void it_is_asked_with_its_own_flags_but_the_candidate_file() {
    Result result =
        ask(
            daemon("26.1.5", "-H", "fd://", "--config-file", "/x", "--config-file=/y").build(),
            "{}",
            1,
            "unable to configure the Docker daemon: x");
    assertThat(result.answer()).isEqualTo(Answer.REFUSES);
    assertThat(result.says()).endsWith("/bin/sh -H fd:// --validate --config-file /dev/stdin");
  }

  @Test
  void an_old_engine_cannot_say() {
    Result result = ask(daemon("20.10.24+dfsg1").build(), "{}", 1, "unknown flag: --validate");
    assertThat(result.answer()).isEqualTo(Answer.CANNOT_SAY);
    assertThat(result.says()).isEqualTo("dockerd 20.10.24+dfsg1 has no --validate");
  }

  @Test
  void it_is_not_asked_where_asking_would_create_users() {
    String text = "{\"userns-remap\": \"default\"}";
    assertThat(ask(daemon("26.1.5").build(), text, 0, "").answer()).isEqualTo(Answer.CANNOT_SAY);
    assertThat(ask(daemon("25.0.5").build(), text, 0, "").answer()).isEqualTo(Answer.ACCEPTS);
  }

  @Test
  void trouble_of_another_kind_is_no_refusal() {
    Daemon daemon = daemon("26.1.5").build();
    assertThat(ask(daemon, "{}", 1, "cannot allocate memory").answer())
        .isEqualTo(Answer.CANNOT_SAY);
    assertThat(
            ask(daemon, "{}", 1, "unable to configure the Docker daemon: permission denied")
                .answer())
        .isEqualTo(Answer.CANNOT_SAY);
  }

  @Test
  void without_a_daemon_nobody_is_asked() {
    assertThat(ask(DaemonSample.systemd().stopped().build(), "{}", 0, "").answer())
        .isEqualTo(Answer.CANNOT_SAY);
  }
}
