package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.DAEMON_JSON;
import static io.bulkhead.remediate.plan.Planning.change;
import static io.bulkhead.remediate.plan.Planning.only;
import static io.bulkhead.remediate.plan.Planning.unfixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.remedies.Remedies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static SnapshotBuilder liveRestoreOn(ContainerSample... containers) {
    return Samples.host(
        EngineSample.debian13().liveRestore(true).containers(containers),
        DaemonSample.systemd().set("live-restore", ConfigValue.of(true)));
  }

  @Test
  void many_changes_of_one_file_are_one_step_one_diff_and_one_restart() {
    Plan plan =
        Planning.prepare(Samples.host(), new FakeTargets().with(DAEMON_JSON, "{}\n"), Selection.ALL)
            .plan();
    assertThat(plan.changes()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(plan.steps().stream().filter(s -> s instanceof Step.PutFile)).hasSize(1);
    assertThat(plan.diffs()).hasSize(1);
    assertThat(plan.steps().stream().filter(s -> s instanceof Step.Engine)).hasSize(1);
    assertThat(plan.engine().kind()).isEqualTo(Kind.RESTART);
  }

  @Test
  void a_missing_file_is_created_as_root_s_and_the_engine_restarts_after_it_was_written() {
    Prepared prepared = Planning.prepare(Samples.host(), new FakeTargets(), only("DMN-001"));
    List<Step> steps = prepared.plan().steps();
    assertThat(steps).hasSize(2);
    Step.PutFile put = (Step.PutFile) steps.get(0);
    assertThat(put.before()).isEqualTo(new FileState.Missing());
    FileState.Regular after = (FileState.Regular) put.after();
    assertThat(after.attributes()).isEqualTo(new Attributes(0644, 0, 0));
    assertThat(text(prepared.contents(), after)).isEqualTo("{\n  \"icc\": false\n}\n");
    assertThat(steps.get(1)).isInstanceOf(Step.Engine.class);
  }

  @Test
  void a_missing_directory_is_made_first() {
    Plan plan = only(Samples.host(), new FakeTargets().without("/etc/docker"), "DMN-001");
    assertThat(plan.steps().get(0))
        .isEqualTo(
            new Step.Directory(
                1,
                List.of(change(plan, "DMN-001").number()),
                "/etc/docker",
                new Attributes(0755, 0, 0),
                true));
  }

  @Test
  void only_the_bytes_of_the_change_differ() {
    String odd = "{\r\n\t\"debug\" : true,\r\n\t\"icc\":true }";
    Prepared prepared =
        Planning.prepare(Samples.host(), new FakeTargets().with(DAEMON_JSON, odd), only("DMN-001"));
    Step.PutFile put = (Step.PutFile) prepared.plan().steps().get(0);
    assertThat(text(prepared.contents(), (FileState.Regular) put.after()))
        .isEqualTo("{\r\n\t\"debug\" : true,\r\n\t\"icc\":false }");
  }

  @Test
  void live_restore_alone_is_a_reload_without_downtime() {
    Plan plan =
        only(
            Samples.host(ContainerSample.running("web", 4001)),
            new FakeTargets().with(DAEMON_JSON, "{}"),
            "DMN-003");
    assertThat(plan.engine().kind()).isEqualTo(Kind.RELOAD);
    assertThat(plan.engine().intended()).containsEntry("live-restore", ConfigValue.of(true));
    assertThat(plan.engine().previous()).containsEntry("live-restore", ConfigValue.of(false));
    assertThat(change(plan, "DMN-003").undo()).isEqualTo(new Undo.Exact());
    assertThat(Impact.stopping(plan)).isEmpty();
  }

  @Test
  void live_restore_is_not_reloaded_when_a_flag_names_an_authorization_plugin() {
    SnapshotBuilder host =
        Samples.host(
            EngineSample.debian13(),
            DaemonSample.systemd()
                .argv("/usr/sbin/dockerd", "-H", "fd://", "--authorization-plugin=guard"));
    Plan plan = only(host, new FakeTargets(), "DMN-003");
    assertThat(plan.engine().kind()).isEqualTo(Kind.RESTART);
  }

  @Test
  void a_network_setting_with_live_restore_on_stops_the_containers_first() {
    Plan plan =
        only(
            liveRestoreOn(ContainerSample.running("web", 4001)),
            new FakeTargets().with(DAEMON_JSON, "{\"live-restore\": true}"),
            "DMN-001");
    assertThat(plan.engine().stopContainersFirst()).isTrue();
    assertThat(plan.engine().containers())
        .extracting(EngineAction.ContainerRun::name)
        .containsExactly("web");
  }

  @Test
  void live_restore_is_not_switched_on_before_a_network_setting_of_the_same_set() {
    Plan plan =
        only(
            Samples.host(ContainerSample.running("web", 4001)),
            new FakeTargets(),
            "DMN-001",
            "DMN-003");
    assertThat(plan.steps().stream().filter(s -> s instanceof Step.Engine)).hasSize(1);
    assertThat(plan.engine().kind()).isEqualTo(Kind.RESTART);
    assertThat(plan.engine().stopContainersFirst()).isFalse();
    assertThat(change(plan, "DMN-003").engine()).isEqualTo(Kind.RESTART);
    assertThat(Impact.stopping(plan)).hasSize(1);
  }

  @Test
  void live_restore_goes_first_by_reload_when_no_network_setting_is_in_the_set() {
    Plan plan =
        only(
            Samples.host(ContainerSample.running("web", 4001)),
            new FakeTargets(),
            "DMN-002",
            "DMN-003");
    assertThat(plan.steps().stream().filter(s -> s instanceof Step.Engine))
        .extracting(s -> ((Step.Engine) s).action().kind())
        .containsExactly(Kind.RELOAD, Kind.RESTART);
    assertThat(Impact.stopping(plan)).isEmpty();
    assertThat(change(plan, "DMN-002").undo()).isEqualTo(new Undo.Exact());
  }

  @Test
  void a_container_with_rm_makes_the_restart_one_way() {
    Plan plan =
        only(
            Samples.host(
                ContainerSample.running("web", 4001),
                ContainerSample.running("job", 4002).autoRemove()),
            new FakeTargets(),
            "DMN-001");
    assertThat(change(plan, "DMN-001").undo())
        .isEqualTo(new Undo.OneWay("started with --rm, so gone when they stop: job"));
  }

  @Test
  void icc_names_the_containers_that_are_cut_off() {
    Plan plan =
        only(
            Samples.host(ContainerSample.running("web", 4001), ContainerSample.running("db", 4002)),
            new FakeTargets(),
            "DMN-001");
    assertThat(change(plan, "DMN-001").affected())
        .contains("cut off from each other on the default bridge: web, db");
  }

  @Test
  void a_flag_of_a_plain_process_is_left_to_a_person() {
    SnapshotBuilder host =
        Samples.host(
            EngineSample.debian13(),
            DaemonSample.systemd()
                .control(Daemon.ControlKind.PROCESS, "")
                .argv("/usr/sbin/dockerd", "-H", "fd://", "--icc=true"));
    Plan plan = only(host, new FakeTargets(), "DMN-001");
    assertThat(plan.changes()).isEmpty();
    assertThat(unfixed(plan, "DMN-001").why()).contains("--icc", "would not start");
    assertThat(unfixed(plan, "DMN-001").byHand()).anyMatch(s -> s.contains("\"icc\": false"));
  }

  @Test
  void a_file_that_stops_the_engine_is_never_edited() {
    SnapshotBuilder host =
        Samples.host(
            EngineSample.debian13(),
            DaemonSample.systemd()
                .problem(
                    new Daemon.Problem(
                        DAEMON_JSON + ":3:1", "", "stops", "a trailing comma", "remove it")));
    Plan plan = only(host, new FakeTargets().with(DAEMON_JSON, "{\n \"debug\": true,\n}"), "DMN-*");
    assertThat(plan.changes()).isEmpty();
    assertThat(unfixed(plan, "DMN-001").why()).contains(DAEMON_JSON + ":3:1");
  }

  @Test
  void a_file_that_broke_since_the_snapshot_is_never_edited() {
    Plan plan =
        only(Samples.host(), new FakeTargets().with(DAEMON_JSON, "{\n \"a\": 1,\n}"), "DMN-001");
    assertThat(plan.changes()).isEmpty();
    assertThat(unfixed(plan, "DMN-001").why()).contains("line 2, column 8");
  }

  @Test
  void a_target_that_cannot_be_changed_safely_becomes_a_manual_step() {
    Plan plan =
        only(
            Samples.host(),
            new FakeTargets().with(DAEMON_JSON, "{}").refusing(DAEMON_JSON, "it is a link"),
            "DMN-001");
    assertThat(plan.changes()).isEmpty();
    assertThat(unfixed(plan, "DMN-001").why()).isEqualTo("it is a link");
  }

  @Test
  void a_file_that_dockerd_refuses_is_not_written() {
    HostSnapshot host = Samples.host().build();
    Plan plan =
        Planning.prepare(
                host,
                new FakeTargets(),
                only("DMN-001"),
                (bytes, daemon, argv) ->
                    new DockerdValidate.Result(DockerdValidate.Answer.REFUSES, "no such thing"))
            .plan();
    assertThat(plan.steps()).isEmpty();
    assertThat(unfixed(plan, "DMN-001").why()).contains("no such thing");
  }

  @Test
  void mode_and_owner_of_one_file_are_one_step_and_two_changes() {
    String unit = "/usr/lib/systemd/system/docker.service";
    SnapshotBuilder host = Samples.host().file(unit, Samples.regular(unit, 0666, 1000, 1000));
    FakeTargets targets = new FakeTargets().object(unit, new Attributes(0666, 1000, 1000));
    Prepared prepared = Planning.prepare(host, targets, only("FIL-*"));
    assertThat(prepared.plan().changes()).hasSize(2);
    assertThat(prepared.plan().steps()).hasSize(1);
    targets.apply(prepared);
    assertThat(targets.attributes(unit)).isEqualTo(new Attributes(0644, 0, 0));
  }

  @Test
  void the_socket_is_closed_last_because_it_can_cut_clients_off() {
    SnapshotBuilder host =
        Samples.host()
            .file(
                "/var/run/docker.sock",
                Samples.linked(
                    "/var/run/docker.sock",
                    "/run/docker.sock",
                    Samples.socket("/run/docker.sock", 0666, 0, Samples.DOCKER_GID)));
    FakeTargets targets =
        new FakeTargets().object("/run/docker.sock", new Attributes(0666, 0, Samples.DOCKER_GID));
    Plan plan = only(host, targets, "DMN-001", "FIL-001");
    assertThat(plan.steps().get(plan.steps().size() - 1))
        .isInstanceOfSatisfying(
            Step.SetAttributes.class,
            set -> {
              assertThat(set.target()).isEqualTo("/run/docker.sock");
              assertThat(set.after().mode()).isEqualTo(0660);
            });
  }

  @Test
  void an_engine_that_cannot_be_restarted_here_gets_no_engine_step() {
    SnapshotBuilder host =
        Samples.host(
            EngineSample.debian13(),
            DaemonSample.systemd().control(Daemon.ControlKind.UNKNOWN, ""));
    Plan plan = only(host, new FakeTargets(), "DMN-001");
    assertThat(plan.engine().kind()).isEqualTo(Kind.RESTART_BY_HAND);
    assertThat(plan.steps()).hasSize(1);
  }

  @Test
  void numbers_do_not_depend_on_the_selection() {
    FakeTargets targets = new FakeTargets();
    Plan all = Planning.prepare(Samples.host(), targets, Selection.ALL).plan();
    Plan one = only(Samples.host(), targets, "DMN-004");
    assertThat(one.changes()).hasSize(1);
    assertThat(one.changes().get(0).number()).isEqualTo(change(all, "DMN-004").number());
    assertThat(
            Planning.prepare(
                    Samples.host(), targets, Selection.of(Set.of(one.changes().get(0).number())))
                .plan()
                .digest())
        .isNotEqualTo(all.digest());
  }

  @Test
  void a_number_that_does_not_exist_is_refused() {
    HostSnapshot host = Samples.host().build();
    assertThatThrownBy(
            () ->
                new Planner(
                        new FakeTargets(),
                        new FakeTargets().files(),
                        Remedies.all(),
                        Planning.NO_DOCKERD)
                    .plan(host, Planning.findings(host), Selection.of(Set.of(99))))
        .isInstanceOf(RemediationException.class)
        .hasMessageContaining("no change 99");
  }

  @Test
  void a_restart_depends_on_every_running_container() {
    Plan plan =
        only(Samples.host(ContainerSample.running("web", 4001)), new FakeTargets(), "DMN-001");
    assertThat(plan.facts()).anyMatch(f -> f.kind().equals("container") && f.at().equals("web"));
  }

  private static String text(Contents contents, FileState.Regular file) {
    return new String(contents.get(file.sha256()), StandardCharsets.UTF_8);
  }
}
