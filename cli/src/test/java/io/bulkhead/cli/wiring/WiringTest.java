package io.bulkhead.cli.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.ConfigurationException;
import com.google.inject.Injector;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.cli.command.Environment;
import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.host.HostLook;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.host.LazySys;
import io.bulkhead.engine.endpoint.Endpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
  @TempDir Path directory;

  @Test
  void everything_that_commands_ask_for_can_be_made() {
    Injector injector = injector();
    assertThat(injector.getInstance(HostLook.class)).isNotNull();
    assertThat(injector.getInstance(Judge.class).catalogue().checks()).isNotNull();
    assertThat(injector.getInstance(ChangeDesk.class).live()).isFalse();
  }

  @Test
  void what_nobody_declared_is_not_made() {
    assertThatThrownBy(() -> injector().getInstance(LazySys.class))
        .isInstanceOf(ConfigurationException.class);
  }

  private Injector injector() {
    return Wiring.injector(
        new Run(
            directory,
            new ChangeDesk.StatePlace(directory, "/var/lib/bulkhead"),
            Optional.of(Endpoint.unix(directory.resolve("none.sock").toString(), "test")),
            new Environment(Map.of(), directory, "tester"),
            Clock.systemUTC(),
            Policy.DEFAULT,
            "test"),
        new LazySys());
  }
}
