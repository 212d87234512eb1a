package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exit codes are an interface: each way to end has its number and says what to do next. */
@RealEngine
class ExitCodeIT {
  private EngineUnderTest engine;
  private Bulkhead bulkhead;

  @BeforeEach
  void start() {
    engine = EngineUnderTest.up("exit");
    bulkhead = Bulkhead.on(engine);
  }

  @AfterEach
  void end() {
    engine.close();
  }

  @Test
  void wrong_words_are_64_without_a_trace() {
    for (String[] words :
        new String[][] {{"adit"}, {"audit", "--no-such"}, {"audit", "--only", "NOPE-001"}}) {
      Ran ran = Bulkhead.plain().now(words).exits(64);
      assertThat(ran.err()).as("%s", ran).isNotBlank().doesNotContain("\tat ");
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void apply_without_a_terminal_asks_for_the_flag() {
    Ran ran = bulkhead.now("apply", "--only", "DMN-002").exits(64);
    assertThat(ran.err()).contains("--yes");
    assertThat(engine.settings().get("no new privileges")).endsWith("0");
  }

  @Test
  void findings_are_2_only_when_asked_for() {
    bulkhead.now("audit").exits(0);
    bulkhead.now("audit", "--exit-code").exits(2);
    bulkhead.now("audit", "--exit-code", "--only", "KRN-001").exits(0);
    bulkhead.now("plan", "--exit-code", "--only", "DMN-002").exits(2);
  }

  @Test
  void a_plan_that_no_longer_fits_is_3_and_names_what_moved() throws IOException {
    Path plan = engine.directory().resolve("plan.json");
    bulkhead.now("plan", "--only", "DMN-002", "--out", plan.toString()).exits(0);
    engine.configured("{\"debug\": false}\n");
    Ran ran = bulkhead.now("apply", "--yes", plan.toString()).exits(3);
    assertThat(ran.said()).contains(engine.config().toString());
    assertThat(Files.readString(engine.config())).isEqualTo("{\"debug\": false}\n");
  }

  @Test
  void a_saved_plan_is_applied_as_it_was_shown() {
    Path plan = engine.directory().resolve("plan.json");
    bulkhead.now("plan", "--only", "DMN-002", "--out", plan.toString()).exits(0);
    bulkhead.now("apply", plan.toString(), "--yes").exits(0);
    assertThat(engine.settings().get("no new privileges")).endsWith("1");
    Run.command("sed", "-i", "s/DMN-002/DMN-004/", plan.toString()).text();
    bulkhead.now("apply", plan.toString(), "--yes").exits(3);
  }

  @Test
  void a_busy_state_directory_is_6() {
    bulkhead.now("apply", "--yes", "--only", "DMN-002").exits(0);
    String lock = engine.state().resolve("lock").toString();
    Ran ran =
        bulkhead
            .behind("flock", "--exclusive", "--no-fork", lock)
            .now("rollback", "--yes")
            .exits(6);
    assertThat(ran.err()).isNotBlank();
  }

  @Test
  void an_engine_that_does_not_answer_stops_apply_with_1_or_3() {
    engine.stop();
    String before = Footprint.of(engine.directory().resolve("etc"));
    Ran ran = bulkhead.now("apply", "--yes", "--only", "DMN-001");
    assertThat(ran.exit()).as("%s", ran).isIn(0, 1, 3);
    assertThat(Footprint.of(engine.directory().resolve("etc"))).isEqualTo(before);
  }
}
