package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.DAEMON_JSON;
import static io.bulkhead.remediate.plan.Planning.change;
import static io.bulkhead.remediate.plan.Planning.only;
import static io.bulkhead.remediate.plan.Planning.unfixed;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys that a flag of the unit sets: the flag goes, the key comes, as one change. */
class FlagPlanTest {
  private static final String UNIT = "/usr/lib/systemd/system/docker.service";
  private static final String DROP_IN = "/etc/systemd/system/docker.service.d/90-bulkhead.conf";
  private static final String DEFAULTS = "/etc/default/docker";

  private static FakeTargets unit(String execStart) {
    return new FakeTargets()
        .with(
            UNIT, "[Service]\nEnvironmentFile=-/etc/default/docker\nExecStart=" + execStart + "\n")
        .object("/etc/systemd/system", new io.bulkhead.remediate.Attributes(0755, 0, 0));
  }

  private static SnapshotBuilder host(DaemonSample daemon) {
    return Samples.host(EngineSample.debian13(), daemon);
  }

  private static List<String> rereads(Plan plan) {
    return plan.steps().stream()
        .filter(Step.Reread.class::isInstance)
        .flatMap(s -> ((Step.Reread) s).names().stream())
        .toList();
  }

  private static DaemonSample icc() {
    return DaemonSample.systemd()
        .argv("/usr/sbin/dockerd", "-H", "fd://", "--icc=true")
        .flag("icc", "--icc", ConfigValue.of(true));
  }

  @Test
  void a_flag_of_the_unit_is_taken_out_by_a_drop_in() {
    FakeTargets targets = unit("/usr/sbin/dockerd -H fd:// --icc=true  $DOCKER_OPTS");
    Prepared prepared = Planning.prepare(host(icc()), targets, Planning.only("DMN-001"));
    targets.apply(prepared);
    assertThat(targets.text(DROP_IN))
        .endsWith("[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd -H fd://  $DOCKER_OPTS\n");
    assertThat(targets.text(DAEMON_JSON)).contains("\"icc\": false");
    assertThat(rereads(prepared.plan())).containsExactly("docker.service");
    assertThat(prepared.plan().engine().kind()).isEqualTo(Kind.RESTART);
    assertThat(prepared.plan().steps().stream().filter(s -> s instanceof Step.Directory))
        .extracting(Step::target)
        .containsExactly("/etc/systemd/system/docker.service.d");
    assertThat(change(prepared.plan(), "DMN-001").values())
        .isEqualTo("true → false, - --icc (90-bulkhead.conf)");
  }

  @Test
  void two_flags_are_dropped_by_one_file() {
    DaemonSample daemon =
        icc()
            .flag(
                "log-opts", "--log-opt", new ConfigValue.Table(Map.of("tag", ConfigValue.of("x"))));
    FakeTargets targets = unit("/usr/sbin/dockerd --log-opt tag=x -H fd:// --icc");
    Prepared prepared =
        Planning.prepare(host(daemon), targets, Planning.only("DMN-001", "DMN-005"));
    targets.apply(prepared);
    assertThat(targets.text(DROP_IN)).endsWith("ExecStart=/usr/sbin/dockerd -H fd://\n");
    assertThat(targets.text(DAEMON_JSON)).contains("\"tag\": \"x\"", "\"max-size\"");
    assertThat(prepared.plan().steps().stream().filter(s -> s.target().equals(DROP_IN))).hasSize(1);
  }

  @Test
  void a_flag_in_a_variable_is_taken_out_of_its_file() {
    FakeTargets targets =
        unit("/usr/sbin/dockerd -H fd:// $DOCKER_OPTS")
            .with(DEFAULTS, "# mine\nDOCKER_OPTS=\"--dns 8.8.8.8 --icc=true\"\n");
    Prepared prepared = Planning.prepare(host(icc()), targets, Planning.only("DMN-001"));
    targets.apply(prepared);
    assertThat(targets.text(DEFAULTS)).isEqualTo("# mine\nDOCKER_OPTS=\"--dns 8.8.8.8\"\n");
    assertThat(targets.exists(DROP_IN)).isFalse();
    assertThat(rereads(prepared.plan())).isEmpty();
  }

  @Test
  void a_variable_that_the_shell_would_have_to_read_is_left_to_a_person() {
    FakeTargets targets =
        unit("/usr/sbin/dockerd -H fd:// $DOCKER_OPTS")
            .with(DEFAULTS, "DOCKER_OPTS=\"--icc=true \\\n  --dns 8.8.8.8\"\n");
    Plan plan = only(host(icc()), targets, "DMN-001");
    assertThat(plan.changes()).isEmpty();
    assertThat(unfixed(plan, "DMN-001").why()).contains("not one plain line");
  }

  @Test
  void somebody_elses_file_of_the_same_name_is_not_touched() {
    FakeTargets targets =
        unit("/usr/sbin/dockerd -H fd:// --icc").with(DROP_IN, "[Unit]\nAfter=x.service\n");
    Plan plan = only(host(icc()), targets, "DMN-001");
    assertThat(plan.changes()).isEmpty();
    assertThat(unfixed(plan, "DMN-001").why()).contains("is not Bulkhead's");
  }

  @Test
  void the_way_back_removes_the_drop_in_and_reads_the_unit_again() throws RemediationException {
    FakeTargets targets = unit("/usr/sbin/dockerd -H fd:// --icc");
    Prepared done = Planning.prepare(host(icc()), targets, Planning.only("DMN-001"));
    targets.apply(done);
    Prepared back = Planning.back(PlanPropertyTest.set(done), host(icc()).build(), targets);
    targets.apply(back);
    assertThat(targets.exists(DROP_IN)).isFalse();
    assertThat(targets.exists(DAEMON_JSON)).isFalse();
    assertThat(rereads(back.plan())).containsExactly("docker.service");
    assertThat(back.plan().conflicts()).isEmpty();
  }

  @Test
  void a_line_that_somebody_put_into_the_drop_in_stays() throws RemediationException {
    FakeTargets targets = unit("/usr/sbin/dockerd -H fd:// --icc");
    Prepared done = Planning.prepare(host(icc()), targets, Planning.only("DMN-001"));
    targets.apply(done);
    targets.with(DROP_IN, targets.text(DROP_IN) + "LimitNOFILE=4096\n");
    Prepared back = Planning.back(PlanPropertyTest.set(done), host(icc()).build(), targets);
    targets.apply(back);
    assertThat(back.plan().conflicts()).isEmpty();
    assertThat(targets.text(DROP_IN)).isEqualTo("[Service]\nLimitNOFILE=4096\n");
  }

  @Test
  void a_command_that_somebody_changed_in_the_drop_in_is_a_conflict() throws RemediationException {
    FakeTargets targets = unit("/usr/sbin/dockerd -H fd:// --icc");
    Prepared done = Planning.prepare(host(icc()), targets, Planning.only("DMN-001"));
    targets.apply(done);
    targets.with(DROP_IN, targets.text(DROP_IN).replace("fd://\n", "fd:// --debug\n"));
    Plan back = Planning.back(PlanPropertyTest.set(done), host(icc()).build(), targets).plan();
    assertThat(back.conflicts())
        .anyMatch(c -> c.contains("[Service] ExecStart") && c.contains("--debug"));
    assertThat(back.steps()).noneMatch(s -> s.target().equals(DROP_IN));
  }

  @Test
  void a_unit_that_changed_since_makes_the_plan_stale() {
    FakeTargets targets = unit("/usr/sbin/dockerd -H fd:// --icc");
    Plan saved = only(host(icc()), targets, "DMN-001");
    targets.with(UNIT, "[Service]\nExecStart=/usr/sbin/dockerd --icc --debug\n");
    Plan fresh = only(host(icc()), targets, "DMN-001");
    Staleness stale =
        Staleness.of(
            saved, fresh, FactBook.now(saved, host(icc()).build(), targets), saved.created());
    assertThat(stale.fit()).isEmpty();
    assertThat(stale.moved()).anyMatch(m -> m.contains(UNIT));
  }

  @Test
  void the_drop_ins_start_is_what_the_file_is_checked_against() {
    FakeTargets targets = unit("/usr/sbin/dockerd -H fd:// --icc");
    Plan plan = only(host(icc()), targets, "DMN-001");
    assertThat(plan.diffs())
        .extracting(Plan.Diff::checked)
        .anyMatch(says -> says.equals("starts: /usr/sbin/dockerd -H fd://"));
    assertThat(List.of(plan.diffs().get(0).path())).isNotEmpty();
  }
}
