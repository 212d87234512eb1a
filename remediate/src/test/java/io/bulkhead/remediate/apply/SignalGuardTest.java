package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalGuardTest {
  @Test
  void hangup_is_ignored_and_term_is_remembered() throws Exception {
    try (Signals.Hold hold = new SignalGuard().hold()) {
      assertThat(hold.received()).isEmpty();
      send("HUP");
      send("TERM");
      Instant end = Instant.now().plus(Duration.ofSeconds(20));
      while (hold.received().isEmpty() && Instant.now().isBefore(end)) {
        Thread.onSpinWait();
      }

      assertThat(hold.received()).isEqualTo(Optional.of("TERM"));
    }
  }

  private static void send(String signal) throws Exception {
    String self = String.valueOf(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, self).start().waitFor()).isZero();
  }
}
