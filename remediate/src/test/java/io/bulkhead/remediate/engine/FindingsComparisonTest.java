package io.bulkhead.remediate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Undo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsComparisonTest {
  private static Plan plan(Kind kind, String... fixes) {
    EngineAction engine =
        new EngineAction(
            kind,
            new Daemon.Control(Daemon.ControlKind.SYSTEMD, "docker.service", ""),
            "",
            Map.of(),
            Map.of(),
            List.of(new EngineAction.ContainerRun("id", "web", "no", false, "t")),
            false);
    Change change =
        new Change(
            1,
            Arrays.stream(fixes).map(CheckId::new).toList(),
            '~',
            "x",
            "",
            List.of(),
            kind,
            Access.NONE,
            new Undo.Exact(),
            "",
            List.of(),
            List.of());
    return new Plan(
        "",
        List.of(),
        new Plan.Host("", "", "/", "", "", 0),
        "",
        "",
        "",
        "",
        List.of(),
        List.of(change),
        List.of(),
        engine,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Plan.Summary(0, 0, 0, 0, 0));
  }

  private static Finding finding(String id, Verdict verdict) {
    return new Finding(CheckMeta.check(id, "t", Severity.HIGH), verdict);
  }

  private static Finding failing(String id, String... subjects) {
    return finding(
        id,
        new Verdict(
            Outcome.FAIL,
            Arrays.stream(subjects)
                .map(s -> new Ground(s, Outcome.FAIL, "it is bad", List.of()))
                .toList()));
  }

  private static Finding passing(String id) {
    return finding(id, Verdict.pass("fine"));
  }

  private static Aftercheck.Result compare(Plan plan, Finding before, Finding after) {
    return FindingsComparison.compare(plan, List.of(before), List.of(after));
  }

  @Test
  void a_finding_that_passes_now_is_fixed() {
    assertThat(compare(plan(Kind.RESTART, "DMN-001"), failing("DMN-001", ""), passing("DMN-001")))
        .isEqualTo(new Aftercheck.Result(true, "1 finding fixed, none got worse"));
  }

  @Test
  void a_finding_that_still_fails_is_not() {
    Aftercheck.Result result =
        compare(plan(Kind.RESTART, "DMN-001"), failing("DMN-001", ""), failing("DMN-001", ""));
    assertThat(result.ok()).isFalse();
    assertThat(result.sentence()).isEqualTo("DMN-001 still fails: it is bad");
  }

  @Test
  void fewer_failing_objects_are_progress() {
    assertThat(
            compare(
                    plan(Kind.NONE, "FIL-009"),
                    failing("FIL-009", "/a", "/b"),
                    failing("FIL-009", "/b"))
                .ok())
        .isTrue();
  }

  @Test
  void another_check_that_fails_now_is_worse() {
    assertThat(
            compare(plan(Kind.RESTART, "DMN-001"), passing("FIL-001"), failing("FIL-001", "/s"))
                .ok())
        .isFalse();
  }

  @Test
  void a_container_of_before_counts_and_a_new_one_does_not() {
    Plan plan = plan(Kind.RESTART, "DMN-001");
    assertThat(compare(plan, passing("CTR-004"), failing("CTR-004", "container web (paused)")).ok())
        .isFalse();
    assertThat(compare(plan, passing("CTR-004"), failing("CTR-004", "container new")).ok())
        .isTrue();
  }

  @Test
  void what_waits_for_a_restart_by_hand_is_not_expected_yet() {
    Plan plan = plan(Kind.RESTART_BY_HAND, "DMN-001");
    assertThat(compare(plan, failing("DMN-001", ""), failing("DMN-001", "")).ok()).isTrue();
    assertThat(compare(plan, passing("DMN-013"), failing("DMN-013", "")).ok()).isTrue();
    assertThat(
            compare(plan(Kind.RESTART, "DMN-001"), passing("DMN-013"), failing("DMN-013", "")).ok())
        .isFalse();
  }

  @Test
  void what_cannot_be_measured_is_said() {
    Aftercheck.Result result =
        compare(
            plan(Kind.RESTART, "DMN-002"),
            failing("DMN-002", ""),
            finding("DMN-002", Verdict.undetermined("not seen")));
    assertThat(result.ok()).isTrue();
    assertThat(result.sentence()).contains("1 could not be measured");
  }
}
