package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Words from outside that try to take over the terminal are shown harmlessly. */
@RealEngine
class HostileWordsIT {
  /** Clears the screen, sets the title, turns the text around, adds lines. */
  private static final String HOSTILE = "\u001b[2J\u001b]0;owned\u0007\r\nPASS all\u202e\u009b1m";

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.up("hostile");
    engine.sleeper(
        "placeholder-name",
        "--label",
        "note=" + HOSTILE,
        "--env",
        "WORDS=" + HOSTILE,
        "--cap-add",
        "NET_ADMIN",
        "-v",
        engine.socket() + ":/run/" + HOSTILE.replace(":", "") + "/docker.sock");
    engine.sleeper("second-name", "--link", "placeholder-name:peer");
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  @Test
  void labels_environment_and_mounts_are_escaped() {
    assertHarmless(Bulkhead.on(engine));
  }

  @Test
  void a_name_that_only_a_forged_engine_can_send_is_escaped() {
    String json = HOSTILE.replace("\u001b", "\\u001b").replace("\u0007", "\\u0007");
    json = json.replace("\r", "\\r").replace("\n", "\\n");
    try (ForgingProxy proxy =
        new ForgingProxy(engine.socket(), engine.directory().resolve("forged.sock"))) {
      proxy.replace("placeholder-name", json);
      Bulkhead bulkhead =
          Bulkhead.plain().option("-H", proxy.host(), "--state", engine.state().toString());
      assertHarmless(bulkhead);
      assertThat(bulkhead.now("audit", "-v").out()).contains("\\x1b[2J");
    }
  }

  private static void assertHarmless(Bulkhead bulkhead) {
    List<Ran> all = new ArrayList<>();
    all.add(bulkhead.now("audit"));
    all.add(bulkhead.now("audit", "-v"));
    all.add(bulkhead.now("audit", "--color", "never", "--format", "json"));
    all.add(bulkhead.now("plan"));
    all.add(bulkhead.now("explain", "CTR-001"));
    for (Ran ran : all) {
      assertThat(ran.exit()).as("exit of %s", ran).isZero();
      String control = ran.said().replaceAll("[^\\p{Cc}\\p{Cf}]|[\\n\\t]", "");
      assertThat(control).as("control characters in the output of %s", ran.command()).isEmpty();
      assertThat(ran.said().lines()).as("a line of its own").noneMatch("PASS all"::equals);
    }
  }
}
