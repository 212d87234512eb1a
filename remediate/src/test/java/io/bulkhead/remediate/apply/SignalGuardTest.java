package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SignalGuardTest {
  @Test
  void hangup_and_stop_are_ignored_and_the_first_that_ends_is_remembered() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (Signals.Hold hold = new SignalGuard().hold(heard::add)) {
      assertThat(hold.received()).isEmpty();
      send("HUP");
      send("TSTP");
      send("TERM");
      await(() -> heard.size() == 1);
      send("INT");
      await(() -> heard.size() == 2);
      assertThat(heard).containsExactly("TERM", "INT");
      assertThat(hold.received()).isEqualTo(Optional.of("TERM"));
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
  }

  private static void send(String signal) throws Exception {
    String self = String.valueOf(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, self).start().waitFor()).isZero();
  }
}
