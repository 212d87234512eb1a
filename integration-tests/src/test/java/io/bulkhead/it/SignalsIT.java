package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signals while a set is open, a terminal that goes, two runs at a time, and no guard at all. */
@RealEngine
class SignalsIT {
  private static final String[] APPLY = {"apply", "--yes", "--only", "DMN-001"};

  private EngineUnderTest engine;
  private Bulkhead bulkhead;
  private Path etc;
  private String before;

  @BeforeEach
  void start() {
    engine = EngineUnderTest.up("signals");
    bulkhead = Bulkhead.on(engine);
    etc = engine.directory().resolve("etc");
    before = Footprint.of(etc);
  }

  @AfterEach
  void end() {
    engine.close();
  }

  @Test
  void a_hangup_and_ctrl_z_do_not_disturb_a_set_that_has_begun() {
    try (Run.Started run = begun()) {
      signal(run, "HUP");
      signal(run, "TSTP");
      run.end().exits(0);
    }
    assertThat(engine.icc()).isEqualTo("false");
  }

  @Test
  void ctrl_c_twice_finishes_the_step_and_goes_back() {
    try (Run.Started run = begun()) {
      signal(run, "INT");
      signal(run, "INT");
      Ran ran = run.end().exits(4);
      assertThat(ran.err()).contains("all goes back", "stopped by signal INT", "exactly as before");
    }
    wentBack();
  }

  @Test
  void term_goes_back_too() {
    try (Run.Started run = begun()) {
      signal(run, "TERM");
      assertThat(run.end().exits(4).err()).contains("stopped by signal TERM");
    }
    wentBack();
  }

  @Test
  void while_one_run_is_stopped_another_names_it_and_changes_nothing() {
    try (Run.Started run = begun()) {
      signal(run, "STOP");
      for (String command : new String[] {"apply", "rollback"}) {
        Ran other = bulkhead.now(command, "--yes").exits(6);
        assertThat(other.err()).contains("process " + run.pid() + " ('apply', since 20");
      }
      bulkhead.now("audit").exits(0);
      signal(run, "CONT");
      run.end().exits(0);
    }
    bulkhead.now("rollback", "--yes").exits(0);
    wentBack();
  }

  @Test
  void what_was_not_agreed_to_on_a_terminal_is_not_done() {
    for (String typed : new String[] {"", "\n", "maybe\n", "n\n"}) {
      Ran ran = onTerminal(typed).now();
      assertThat(ran.out()).as(typed).contains("Apply 1 change").contains("Nothing was changed");
    }
    Ran nobody = bulkhead.now("apply", "--only", "DMN-001").exits(64);
    assertThat(nobody.err()).contains("there is no terminal to ask on", "--yes");
    wentBack();
  }

  @Test
  void a_terminal_that_goes_before_enter_has_agreed_to_nothing() {
    try (Run.Started run = onTerminal("yes").start()) {
      await(() -> run.soFar().contains("[y/N"));
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      assertThat(run.runs()).as(run.soFar()).isTrue();
      signal(run, "KILL");
      await(() -> !run.runs());
    }
    assertThat(bulkhead.now("history").exits(0).out()).contains("No change set yet");
    assertThat(Footprint.of(etc)).isEqualTo(before);
  }

  /** With a terminal of its own, on which this is typed. */
  private Run onTerminal(String typed) {
    String apply = String.join(" ", bulkhead.run("apply", "--only", "DMN-001").words());
    return Run.command("script", "-qec", apply, "/dev/null").reading(typed);
  }

  @Test
  void a_reader_that_goes_does_not_stop_a_run() {
    String apply = String.join(" ", bulkhead.run(APPLY).words());
    Run.command("sh", "-c", apply + " 2>&1 | head -n 1").now();
    await(() -> bulkhead.now("status").out().contains("applied"));
    assertThat(engine.icc()).isEqualTo("false");
  }

  @Test
  void where_nothing_undoes_by_itself_what_can_lock_out_is_left_out() {
    Run.command("chmod", "0666", engine.socket().toString(), engine.config().toString()).text();
    Ran plan = bulkhead.now("plan", "--only", "FIL-001").exits(0);
    assertThat(plan.out()).contains("so apply makes it with --no-guard only");
    Ran alone = bulkhead.now("apply", "--only", "FIL-001", "--yes=all").exits(3);
    assertThat(alone.err()).contains("nothing could undo that by itself", "--no-guard");
    Ran asked = bulkhead.now("apply", "--only", "DMN-001", "--yes", "--confirm-within", "5m");
    assertThat(asked.exits(3).err()).contains("nothing could undo this by itself");
    Ran rest = bulkhead.now("apply", "--only", "FIL-001,FIL-003", "--yes").exits(0);
    assertThat(rest.err()).contains("Left out: change");
    assertThat(mode()).isEqualTo("666");
    bulkhead.now("apply", "--only", "FIL-001", "--yes=all", "--no-guard").exits(0);
    assertThat(mode()).isEqualTo("660");
  }

  private String mode() {
    return Run.command("stat", "-c", "%a", engine.socket().toString()).text();
  }

  /**
   * A run that has changed the file and waits for the engine. What starts the tests may ignore
   * signals, as a shell does for its background jobs, and children take that over.
   */
  private Run.Started begun() {
    Bulkhead heeding = bulkhead.behind("env", "--default-signal=HUP,INT,TERM,TSTP");
    Run.Started run = heeding.run(APPLY).start();
    await(() -> !run.runs() || !Footprint.of(etc).equals(before));
    assertThat(run.runs()).as(run.soFar()).isTrue();
    return run;
  }

  private void wentBack() {
    assertThat(Footprint.of(etc)).isEqualTo(before);
    assertThat(engine.icc()).isEqualTo("true");
    assertThat(bulkhead.now("status").exits(0).out()).contains("no open change set");
  }

  private static void signal(Run.Started run, String name) {
    Run.command("kill", "-" + name, String.valueOf(run.pid())).text();
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(90));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
