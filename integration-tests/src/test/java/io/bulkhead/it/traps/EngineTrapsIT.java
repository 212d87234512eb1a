package io.bulkhead.it.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.it.Bulkhead;
import io.bulkhead.it.EngineUnderTest;
import io.bulkhead.it.RealEngine;
import io.bulkhead.it.Report;
import io.bulkhead.it.Run;
import org.junit.jupiter.api.Test;

/** What other tools get wrong because a setting of the engine decides about containers. */
@RealEngine
class EngineTrapsIT {
  private static final String BRIDGE =
      """
      ip -n bulkhead-it-settings link delete docker0
      ip -n bulkhead-it-settings link add other type bridge
      ip -n bulkhead-it-settings addr add 10.97.0.1/24 dev other
      ip -n bulkhead-it-settings link set other up
      """;

  @Test
  void what_counts_is_what_the_engine_did_when_it_made_the_container() {
    try (EngineUnderTest engine = EngineUnderTest.up("settings")) {
      engine.sleeper("before");
      engine.stop();
      Run.command("sh", "-ec", BRIDGE).text();
      engine.configured("{\"no-new-privileges\": true}").start("--bridge", "other");
      engine.docker("start", "before").exits(0);
      engine.sleeper("after");
      String name = "com.docker.network.bridge.name=docker0";
      engine.docker("network", "create", "-o", name, "lan").exits(0);
      engine.sleeper("apart", "--network", "lan");
      Report audit = Bulkhead.on(engine).audit("--only", "CTR-007,CTR-033");

      // docker-bench passes "before" for the engine's default, others fail "after" for its option
      assertThat(audit.bySubject("CTR-007"))
          .containsEntry("before", "fail")
          .containsEntry("after", "pass");
      // docker-bench knows the default bridge by its usual interface
      assertThat(audit.bySubject("CTR-033"))
          .containsEntry("before", "fail")
          .containsEntry("after", "fail")
          .containsEntry("apart", "pass");

      // dev-sec and a role demand the key with which the engine does not start
      engine.configured("{\"disable-legacy-registry\": true}");
      assertThat(Bulkhead.on(engine).audit("--only", "DMN-025").outcome("DMN-025"))
          .isEqualTo("fail");
      engine.stop();
      assertThatThrownBy(() -> engine.start("--bridge", "other"))
          .isInstanceOf(AssertionError.class);
      assertThat(engine.log()).contains("disable-legacy-registry");
    }
  }
}
