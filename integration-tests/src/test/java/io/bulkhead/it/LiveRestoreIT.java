package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With live-restore on and containers running, a restart alone would not apply icc. */
@RealEngine
class LiveRestoreIT {
  private EngineUnderTest engine;
  private Bulkhead bulkhead;

  @BeforeEach
  void start() {
    engine = EngineUnderTest.up("live").configured("{\"live-restore\": true}\n").restarted();
    bulkhead = Bulkhead.on(engine);
    engine.sleeper("left");
    engine.sleeper("right", "--restart", "unless-stopped");
  }

  @AfterEach
  void end() {
    engine.close();
  }

  @Test
  void the_trap_is_real_a_restart_keeps_the_containers_talking() {
    engine.configured("{\"live-restore\": true, \"icc\": false}\n").restarted();
    assertThat(engine.reaches("left", "right")).isTrue();
    assertThat(Bulkhead.on(engine).audit().outcome("DMN-001")).isNotEqualTo("pass");
  }

  @Test
  void icc_takes_effect_because_the_containers_are_stopped_first() {
    List<String> running = engine.running();
    String before = Footprint.of(engine.directory().resolve("etc"));

    assertThat(bulkhead.now("plan", "--only", "DMN-001").exits(0).out()).contains("left", "right");
    Ran applied = bulkhead.now("apply", "--yes", "--only", "DMN-001").exits(0);
    assertThat(engine.icc()).as("icc after %s", applied).isEqualTo("false");
    assertThat(engine.reaches("left", "right")).isFalse();
    assertThat(engine.info("{{.LiveRestoreEnabled}}")).isEqualTo("true");
    assertThat(engine.running()).isEqualTo(running);

    bulkhead.now("rollback", "--yes").exits(0);
    assertThat(engine.icc()).isEqualTo("true");
    assertThat(engine.reaches("left", "right")).isTrue();
    assertThat(engine.running()).isEqualTo(running);
    assertThat(Footprint.of(engine.directory().resolve("etc"))).isEqualTo(before);
  }
}
