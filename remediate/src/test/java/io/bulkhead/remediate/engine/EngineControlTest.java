package io.bulkhead.remediate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.EngineDriver.Standing;
import io.bulkhead.remediate.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineControlTest {
  private static final ConfigValue ON = ConfigValue.of(true);
  private static final ConfigValue OFF = ConfigValue.of(false);

  private final FakeEngine engine = new FakeEngine();
  private final FakePace pace = new FakePace();
  private final EngineControl control =
      new EngineControl(
          engine,
          engine,
          new EngineProcess(
              Path.of("/proc"), Reading.absent(Origin.observed("none")), Path.of("/none/memory")),
          pace);

  private EngineAction action(Kind kind, boolean stopFirst, Map<String, ConfigValue> intended) {
    return new EngineAction(
        kind,
        new Daemon.Control(Daemon.ControlKind.SYSTEMD, "docker.service", ""),
        "/etc/docker/daemon.json",
        intended,
        Map.of("icc", engine.shown.getOrDefault("icc", ON)),
        List.copyOf(engine.containers.values()),
        stopFirst);
  }

  private String perform(EngineAction action) throws EngineFailed {
    if (action.kind() == Kind.RELOAD) {
      control.reload(action, Progress.SILENT);
    } else {
      control.restart(action, Progress.SILENT);
    }
    return control.verify(action, Progress.SILENT);
  }

  @Test
  void a_restart_clears_the_start_limit_of_both_units_first() throws EngineFailed {
    perform(action(Kind.RESTART, false, Map.of()));
    assertThat(engine.done)
        .containsExactly("reset-failed docker.service docker.socket", "restart docker.service");
  }

  @Test
  void containers_that_stay_down_are_started_by_id() throws EngineFailed {
    engine.container("web", "no").container("db", "always");
    engine.file.put("icc", OFF);
    String says = perform(action(Kind.RESTART, false, Map.of("icc", OFF)));
    assertThat(says)
        .isEqualTo(
            "docker answers, 2 of 2 containers running, none newly unhealthy, a new container"
                + " starts");
    assertThat(engine.done).contains("start web").doesNotContain("start db");
  }

  @Test
  void with_live_restore_the_containers_are_stopped_for_a_network_setting() throws EngineFailed {
    engine.shown.put("live-restore", ON);
    engine.container("web", "no");
    engine.file.put("icc", OFF);
    perform(action(Kind.RESTART, true, Map.of("icc", OFF)));
    assertThat(engine.done.indexOf("stop web"))
        .isLessThan(engine.done.indexOf("restart docker.service"));
    assertThat(engine.shown.get("icc")).isEqualTo(OFF);
    assertThat(engine.running).containsExactly("web");
  }

  @Test
  void a_container_whose_policy_starts_it_once_more_is_stopped_once_more() throws EngineFailed {
    engine.shown.put("live-restore", ON);
    engine.container("web", "always");
    engine.comesUpOnceMore = "web";
    engine.file.put("icc", OFF);
    perform(action(Kind.RESTART, true, Map.of("icc", OFF)));
    assertThat(engine.done).startsWith("stop web", "stop web");
    assertThat(engine.running).containsExactly("web");
  }

  @Test
  void a_container_the_plan_does_not_know_is_stopped_and_started_again_too() throws EngineFailed {
    engine.shown.put("live-restore", ON);
    engine.container("web", "no");
    engine.file.put("icc", OFF);
    EngineAction action = action(Kind.RESTART, true, Map.of("icc", OFF));
    engine.container("late", "no");
    perform(action);
    assertThat(engine.shown.get("icc")).isEqualTo(OFF);
    assertThat(engine.running).containsExactlyInAnyOrder("web", "late");
  }

  @Test
  void a_setting_that_the_engine_did_not_take_over_is_a_failure_before_the_long_limit() {
    EngineAction action = action(Kind.RESTART, false, Map.of("icc", OFF));
    assertThatThrownBy(() -> perform(action))
        .isInstanceOf(EngineFailed.class)
        .hasMessageContaining("the engine shows icc true, intended is false");
    assertThat(pace.millis()).isLessThan(20_000);
  }

  @Test
  void a_failed_start_is_told_in_the_engines_words_without_secrets() {
    engine.fileBroken = true;
    EngineAction action = action(Kind.RESTART, false, Map.of());
    assertThatThrownBy(() -> perform(action))
        .hasMessageContaining("systemctl restart docker.service failed")
        .hasMessageContaining("> failed to start daemon: no pool token=(redacted)")
        .hasMessageNotContaining("abc");
    assertThat(control.standing(action)).isEqualTo(Standing.OTHER);
  }

  @Test
  void an_engine_that_systemd_starts_again_and_again_is_a_failure() {
    engine.failsLater = true;
    assertThatThrownBy(() -> perform(action(Kind.RESTART, false, Map.of())))
        .hasMessageContaining("docker.service is failed");
  }

  @Test
  void an_engine_that_ends_while_it_is_watched_is_a_failure() {
    pace.at(2_000, () -> engine.up = false);
    assertThatThrownBy(() -> perform(action(Kind.RESTART, false, Map.of())))
        .hasMessageContaining("failed");
  }

  @Test
  void an_engine_that_was_started_again_while_it_is_watched_is_a_failure() {
    pace.at(
        2_000,
        () -> {
          engine.pid++;
          engine.restarts++;
        });
    assertThatThrownBy(() -> perform(action(Kind.RESTART, false, Map.of())))
        .hasMessageContaining("was started again by systemd");
  }

  @Test
  void a_container_that_turned_unhealthy_is_a_failure_and_one_that_was_so_before_is_not()
      throws EngineFailed {
    engine.unhealthy.add("old");
    perform(action(Kind.RESTART, false, Map.of()));
    engine.unhealthy.add("web");
    assertThatThrownBy(() -> control.verify(action(Kind.RESTART, false, Map.of()), Progress.SILENT))
        .hasMessageContaining("unhealthy now: web");
  }

  @Test
  void a_container_that_does_not_start_again_is_a_failure() {
    engine.container("web", "no");
    EngineAction action = action(Kind.RESTART, false, Map.of());
    engine.brokenContainer = "web";
    assertThatThrownBy(() -> perform(action)).hasMessageContaining("web: it does not start");
  }

  @Test
  void when_one_container_does_not_stop_the_others_run_again_and_the_engine_is_not_touched() {
    engine.shown.put("live-restore", ON);
    engine.container("web", "no").container("db", "no");
    engine.brokenContainer = "db";
    EngineAction action = action(Kind.RESTART, true, Map.of("icc", OFF));
    assertThatThrownBy(() -> perform(action)).hasMessageContaining("it does not stop");
    assertThat(engine.running).contains("web", "db");
    assertThat(engine.done).doesNotContain("restart docker.service");
    assertThat(control.standing(action)).isEqualTo(Standing.BEFORE);
  }

  @Test
  void a_reload_is_believed_only_when_the_engine_shows_it() throws EngineFailed {
    engine.file.put("live-restore", ON);
    assertThat(perform(action(Kind.RELOAD, false, Map.of("live-restore", ON))))
        .isEqualTo("docker answers and shows the new settings, a new container starts");
    engine.fileBroken = true;
    assertThatThrownBy(() -> perform(action(Kind.RELOAD, false, Map.of("live-restore", OFF))))
        .hasMessageContaining("after the reload the engine shows live-restore true");
  }

  @Test
  void a_reload_that_the_engine_does_not_report_is_not_believed_though_nothing_shows_it() {
    engine.reported = false;
    assertThatThrownBy(() -> perform(action(Kind.RELOAD, false, Map.of())))
        .hasMessageContaining("the engine reports no reload: it kept its old settings");
  }

  @Test
  void an_engine_that_answers_and_starts_no_container_is_a_failure() {
    EngineAction action = action(Kind.RESTART, false, Map.of());
    engine.afterRestart = "error setting rlimit type 7: invalid argument";
    assertThatThrownBy(() -> perform(action))
        .isInstanceOf(EngineFailed.class)
        .hasMessageContaining("starts no container: error setting rlimit type 7");
  }

  @Test
  void where_no_container_started_before_nothing_is_said_about_new_ones() throws EngineFailed {
    engine.startsNone = "no space left on device";
    assertThat(perform(action(Kind.RESTART, false, Map.of()))).doesNotContain("a new container");
  }

  @Test
  void standing_tells_before_from_after_only_with_proof() throws EngineFailed {
    engine.container("web", "no");
    engine.file.put("icc", OFF);
    EngineAction action = action(Kind.RESTART, false, Map.of("icc", OFF));
    assertThat(control.standing(action)).isEqualTo(Standing.BEFORE);
    perform(action);
    assertThat(control.standing(action)).isEqualTo(Standing.AFTER);
    engine.running.clear();
    assertThat(control.standing(action)).isEqualTo(Standing.OTHER);
    engine.up = false;
    assertThat(control.standing(action)).isEqualTo(Standing.OTHER);
  }

  @Test
  void standing_is_open_when_nothing_visible_differs_and_no_container_proves_it() {
    EngineAction action = action(Kind.RESTART, false, Map.of("icc", ON));
    assertThat(control.standing(action)).isEqualTo(Standing.OTHER);
  }

  @Test
  void an_engine_of_unknown_origin_is_not_touched() {
    EngineAction action =
        new EngineAction(
            Kind.RESTART,
            new Daemon.Control(Daemon.ControlKind.UNKNOWN, "", "its parent is runit"),
            "/etc/docker/daemon.json",
            Map.of(),
            Map.of(),
            List.of(),
            false);
    assertThatThrownBy(() -> control.restart(action, Progress.SILENT))
        .hasMessageContaining("its parent is runit");
    assertThat(engine.done).isEmpty();
  }
}
