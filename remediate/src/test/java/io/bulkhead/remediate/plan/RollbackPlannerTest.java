package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.DAEMON_JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undoing;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetState;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackPlannerTest {
  private final FakeTargets targets =
      new FakeTargets().with(DAEMON_JSON, "{\n  \"debug\": true\n}\n");

  private SetDetail applied(String... ids) {
    Prepared done = Planning.prepare(Samples.host(), targets, Planning.only(ids));
    targets.apply(done);
    return PlanPropertyTest.set(done);
  }

  private Plan back(SetDetail set, HostSnapshot host) throws RemediationException {
    Rollback way = planner(set, Optional.of(host)).plan(RollbackRequest.of(set.summary().id()));
    targets.apply(way.prepared());
    return way.prepared().plan();
  }

  private RollbackPlanner planner(SetDetail set, Optional<HostSnapshot> host) {
    return new RollbackPlanner(
        new FakePast(set), host, targets, targets.files(), Planning.NO_DOCKERD);
  }

  private static HostSnapshot hardened(ContainerSample... containers) {
    return Samples.host(
            EngineSample.debian13().liveRestore(true).containers(containers),
            DaemonSample.systemd()
                .set("live-restore", ConfigValue.of(true))
                .set("icc", ConfigValue.of(false)))
        .build();
  }

  @Test
  void a_key_that_somebody_added_stays() throws RemediationException {
    SetDetail set = applied("DMN-001");
    targets.with(
        DAEMON_JSON, "{\n  \"debug\": true,\n  \"icc\": false,\n  \"dns\": [\"1.1.1.1\"]\n}\n");
    Plan plan = back(set, hardened());
    assertThat(targets.text(DAEMON_JSON))
        .isEqualTo("{\n  \"debug\": true,\n  \"dns\": [\"1.1.1.1\"]\n}\n");
    assertThat(plan.conflicts()).isEmpty();
    assertThat(plan.kept())
        .containsExactly("\"dns\" in " + DAEMON_JSON + " (added since, not ours)");
  }

  @Test
  void a_key_that_somebody_changed_is_a_conflict_and_stays() throws RemediationException {
    SetDetail set = applied("DMN-001", "DMN-003");
    targets.with(
        DAEMON_JSON, "{\n  \"debug\": true,\n  \"icc\": true,\n  \"live-restore\": true\n}\n");
    targets.with(
        DAEMON_JSON, "{\n  \"debug\": true,\n  \"icc\": null,\n  \"live-restore\": true\n}\n");
    Plan plan = back(set, hardened());
    assertThat(plan.conflicts()).hasSize(1);
    assertThat(plan.conflicts().get(0)).contains("icc", "null", "false");
    assertThat(targets.text(DAEMON_JSON)).isEqualTo("{\n  \"debug\": true,\n  \"icc\": null\n}\n");
  }

  @Test
  void a_deleted_file_stays_deleted_and_is_a_conflict() throws RemediationException {
    SetDetail set = applied("DMN-001");
    targets.without(DAEMON_JSON);
    Plan plan = back(set, hardened());
    assertThat(plan.conflicts())
        .containsExactly(DAEMON_JSON + " was deleted by somebody since; it stays deleted");
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void a_file_that_does_not_parse_any_more_is_a_conflict() throws RemediationException {
    SetDetail set = applied("DMN-001");
    targets.with(DAEMON_JSON, "{ broken");
    Plan plan = back(set, hardened());
    assertThat(plan.conflicts()).hasSize(1);
    assertThat(targets.text(DAEMON_JSON)).isEqualTo("{ broken");
  }

  @Test
  void a_mode_that_somebody_changed_stays_while_the_content_goes_back()
      throws RemediationException {
    SetDetail set = applied("DMN-001");
    targets.with(DAEMON_JSON, targets.file(DAEMON_JSON).content(), new Attributes(0600, 0, 0));
    Plan plan = back(set, hardened());
    assertThat(plan.conflicts()).isEmpty();
    assertThat(targets.text(DAEMON_JSON)).isEqualTo("{\n  \"debug\": true\n}\n");
    assertThat(targets.attributes(DAEMON_JSON)).isEqualTo(new Attributes(0600, 0, 0));
  }

  @Test
  void live_restore_goes_back_by_reload_with_the_old_value_spelled_out()
      throws RemediationException {
    SetDetail set = applied("DMN-003");
    Plan plan = back(set, hardened());
    assertThat(plan.engine().kind()).isEqualTo(Kind.RELOAD);
    assertThat(plan.engine().intended()).containsEntry("live-restore", ConfigValue.of(false));
    assertThat(plan.steps().get(plan.steps().size() - 1)).isInstanceOf(Step.Engine.class);
  }

  @Test
  void icc_goes_back_with_the_containers_stopped_when_live_restore_would_keep_them()
      throws RemediationException {
    SetDetail set = applied("DMN-001", "DMN-003");
    Plan plan = back(set, hardened(ContainerSample.running("web", 4001)));
    assertThat(plan.engine().kind()).isEqualTo(Kind.RESTART);
    assertThat(plan.engine().stopContainersFirst()).isTrue();
    assertThat(plan.engine().intended())
        .containsEntry("icc", ConfigValue.of(true))
        .containsEntry("live-restore", ConfigValue.of(false));
  }

  @Test
  void the_changes_of_a_rollback_go_the_other_way() throws RemediationException {
    SetDetail set = applied("DMN-001");
    Plan plan = back(set, hardened());
    assertThat(plan.undoes()).containsExactly(new Undoing(1, set.summary().id(), 1));
    assertThat(plan.changes()).hasSize(1);
    assertThat(plan.changes().get(0).values()).isEqualTo("false → true");
    assertThat(plan.changes().get(0).edits())
        .containsExactly(set.plan().changes().get(0).edits().get(0).inverse());
    assertThat(plan.changes().get(0).fixes()).isEqualTo(set.plan().changes().get(0).fixes());
  }

  @Test
  void what_is_already_as_before_needs_no_step() throws RemediationException {
    SetDetail set = applied("DMN-001");
    targets.with(DAEMON_JSON, "{\n  \"debug\": true\n}\n");
    Plan plan = back(set, hardened());
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.empty()).isTrue();
  }

  @Test
  void without_a_look_at_the_host_the_engine_is_left_alone() throws RemediationException {
    SetDetail set = applied("DMN-001");
    Plan plan =
        planner(set, Optional.empty())
            .plan(RollbackRequest.of(set.summary().id()))
            .prepared()
            .plan();
    assertThat(plan.engine().kind()).isEqualTo(Kind.NONE);
    assertThat(plan.steps()).hasSize(1);
  }

  @Test
  void a_set_that_was_undone_cannot_be_undone_again() {
    SetDetail set = applied("DMN-001");
    SetSummary s = set.summary();
    SetDetail undone =
        new SetDetail(
            new SetSummary(
                s.id(), s.at(), s.by(), 1, SetState.UNDONE, List.of(), "", "", List.of(), false),
            set.plan(),
            set.steps(),
            List.of(),
            set.blobs());
    assertThatThrownBy(() -> planner(undone, Optional.empty()).plan(RollbackRequest.of(s.id())))
        .isInstanceOf(RemediationException.class)
        .hasMessageContaining("undone");
  }
}
