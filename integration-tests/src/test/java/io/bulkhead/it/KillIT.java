package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** kill -9 at many moments: the next command says so and leaves a whole state, before or after. */
@RealEngine
class KillIT {
  private static final int MOMENTS = Integer.getInteger("bulkhead.kill", 4);

  /** What can be asked of the engine also right after a recovery put its file back. */
  private static final String[] SET = {"--yes", "--only", "DMN-001,FIL-003"};

  private EngineUnderTest engine;
  private Bulkhead bulkhead;
  private Strace strace;
  private Path etc;
  private List<String> running;
  private String before;
  private String after = "";

  @BeforeEach
  void start() {
    engine = EngineUnderTest.up("kill");
    etc = engine.directory().resolve("etc");
    Run.command("chmod", "0666", engine.config().toString()).text();
    engine.sleeper("left");
    engine.sleeper("right");
    bulkhead = Bulkhead.on(engine);
    strace = new Strace(engine.directory());
    running = engine.running();
    before = stateOfFiles();
  }

  @AfterEach
  void end() {
    engine.close();
  }

  @Test
  void apply_can_be_killed_at_any_moment() {
    bulkhead.now(words("apply")).exits(0);
    toBefore();
    // counted in a second run: the first one makes the state directory
    List<Strace.Moment> moments = strace.moments(bulkhead.run(words("apply")));
    after = stateOfFiles();
    assertThat(after).isNotEqualTo(before);
    assertThat(moments).hasSizeGreaterThan(MOMENTS);
    for (Strace.Moment moment : Strace.spread(moments, MOMENTS)) {
      toBefore();
      Ran killed = strace.kill(bulkhead.run(words("apply")), moment);
      assertThat(killed.exit()).as("killed at %s: %s", moment, killed).isEqualTo(137);
      recover("apply killed at " + moment);
    }
  }

  @Test
  void rollback_can_be_killed_at_any_moment() {
    bulkhead.now(words("apply")).exits(0);
    after = stateOfFiles();
    List<Strace.Moment> moments = strace.moments(bulkhead.run("rollback", "--yes"));
    assertThat(stateOfFiles()).isEqualTo(before);
    for (Strace.Moment moment : Strace.spread(moments, MOMENTS)) {
      toAfter();
      Ran killed = strace.kill(bulkhead.run("rollback", "--yes"), moment);
      assertThat(killed.exit()).as("killed at %s: %s", moment, killed).isEqualTo(137);
      recover("rollback killed at " + moment);
    }
  }

  @Test
  void apply_can_be_killed_while_the_engine_is_down() {
    bulkhead.now(words("apply")).exits(0);
    after = stateOfFiles();
    toBefore();
    long pid = engine.pid();
    try (Run.Started apply = bulkhead.run(words("apply")).start()) {
      await(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
      apply.kill();
      apply.end();
    }
    recover("apply killed while the engine was down");
  }

  /** What the next commands must do, whatever was killed. */
  private void recover(String what) {
    String left = stateOfFiles();
    Ran audit = bulkhead.now("audit");
    assertThat(audit.exit()).as("a command that only reads, after %s: %s", what, audit).isZero();
    assertThat(stateOfFiles()).as("files after an audit, %s", what).isEqualTo(left);

    Ran recovered = bulkhead.now("recover");
    assertThat(recovered.exit()).as("recovery, %s: %s", what, recovered).isZero();
    String now = stateOfFiles();
    assertThat(now).as("files, %s: %s", what, recovered).isIn(before, after);
    assertThat(engine.answers()).as("the engine answers, %s", what).isTrue();
    String icc = now.equals(before) ? "true" : "false";
    assertThat(engine.icc()).as("icc fits the files, %s: %s", what, recovered).isEqualTo(icc);
    assertThat(engine.reaches("left", "right")).isEqualTo(now.equals(before));
    assertThat(engine.running()).as("containers, %s: %s", what, recovered).isEqualTo(running);
    assertThat(bulkhead.now("status").exits(0).out()).contains("no open change set");
  }

  private void toBefore() {
    if (!stateOfFiles().equals(before)) {
      bulkhead.now("rollback", "--yes").exits(0);
    }
    assertThat(stateOfFiles()).isEqualTo(before);
  }

  private void toAfter() {
    if (!stateOfFiles().equals(after)) {
      bulkhead.now(words("apply")).exits(0);
    }
    assertThat(stateOfFiles()).isEqualTo(after);
  }

  /** The files without times: applying twice gives two times. */
  private String stateOfFiles() {
    return Footprint.withoutTimes(Footprint.of(etc));
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(SET));
    return words.toArray(String[]::new);
  }
}
