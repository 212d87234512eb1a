package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.DAEMON_JSON;
import static io.bulkhead.remediate.plan.Planning.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Vantage;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Plan;
import org.junit.jupiter.api.Test;

class StalenessTest {
  private static final String UNIT = "/usr/lib/systemd/system/docker.service";
  private static final String SOON = "2026-11-23T20:00:00Z";

  private static FakeTargets targets() {
    return new FakeTargets().with(DAEMON_JSON, "{}\n").object(UNIT, new Attributes(0666, 0, 0));
  }

  private static SnapshotBuilder host(ContainerSample... containers) {
    return Samples.host(containers).file(UNIT, Samples.regular(UNIT, 0666));
  }

  private static Plan plan(SnapshotBuilder host, FakeTargets targets) {
    return Planning.prepare(host, targets, Planning.only("DMN-001", "FIL-007")).plan();
  }

  /** What is said of a saved plan on a host as it is now. */
  private static Staleness on(Plan saved, SnapshotBuilder now, FakeTargets targets) {
    return Staleness.of(saved, plan(now, targets), FactBook.now(saved, now.build(), targets), SOON);
  }

  @Test
  void the_same_host_fits() {
    Staleness staleness = on(plan(host(), targets()), host(), targets());
    assertThat(staleness.fits()).isTrue();
    assertThat(staleness.fit()).hasSize(2);
  }

  @Test
  void an_edited_file_is_named_with_the_changes_it_hits_and_the_others_fit() {
    Plan saved = plan(host(), targets());
    Staleness staleness = on(saved, host(), targets().with(DAEMON_JSON, "{\"debug\": true}\n"));
    assertThat(staleness.fits()).isFalse();
    assertThat(staleness.moved()).hasSize(1);
    assertThat(staleness.moved().get(0))
        .contains(DAEMON_JSON, "3 bytes", "16 bytes")
        .endsWith("→ " + change(saved, "DMN-001").number());
    assertThat(staleness.fit()).containsExactly(change(saved, "FIL-007").number());
  }

  @Test
  void a_container_that_came_or_went_hits_what_restarts_the_engine() {
    Plan without = plan(host(), targets());
    SnapshotBuilder web = host(ContainerSample.running("web", 4001));
    Plan with = plan(web, targets());
    assertThat(on(without, web, targets()).moved())
        .anyMatch(s -> s.startsWith("container web  runs now and did not"));
    assertThat(on(with, host(), targets()).moved())
        .anyMatch(s -> s.startsWith("container web  does not run any more"));
  }

  @Test
  void a_change_that_is_no_longer_needed_is_named() {
    Plan saved = plan(host(), targets());
    Staleness staleness =
        on(
            saved,
            Samples.host().file(UNIT, Samples.regular(UNIT, 0644)),
            targets().object(UNIT, new Attributes(0644, 0, 0)));
    assertThat(staleness.moved()).anyMatch(s -> s.startsWith(UNIT));
  }

  @Test
  void what_still_stands_is_not_named_when_the_change_is_not_proposed_any_more() {
    ContainerSample web = ContainerSample.running("web", 4001);
    Plan saved = plan(host(web), targets());
    FakeTargets broken = targets().with(DAEMON_JSON, "{,}");
    Plan fresh = Planning.prepare(host(web), broken, Planning.only("FIL-007")).plan();
    Staleness staleness =
        Staleness.of(saved, fresh, FactBook.now(saved, host(web).build(), broken), SOON);
    assertThat(staleness.moved().get(0)).startsWith(DAEMON_JSON);
    assertThat(staleness.moved()).noneMatch(s -> s.startsWith("container"));
  }

  @Test
  void a_plan_holds_for_a_day() {
    Plan plan = plan(host(), targets());
    assertThat(Staleness.of(plan, plan, plan.facts(), "2026-11-24T19:30:59Z").fits()).isTrue();
    assertThat(Staleness.of(plan, plan, plan.facts(), "2026-11-24T19:31:00Z").expired()).isTrue();
  }

  @Test
  void a_plan_of_another_host_is_foreign_and_nothing_of_it_fits() {
    Plan saved = plan(host(), targets());
    Vantage v = Samples.vantage(0);
    HostSnapshot other =
        host()
            .vantage(
                new Vantage(
                    v.tool(),
                    v.takenAt(),
                    0,
                    "/",
                    "db-01",
                    "1".repeat(64),
                    v.endpoint(),
                    v.endpointFrom(),
                    v.notes()))
            .build();
    Plan fresh =
        Planning.prepare(other, targets(), Planning.only("DMN-001", "FIL-007"), Planning.NO_DOCKERD)
            .plan();
    Staleness staleness = Staleness.of(saved, fresh, saved.facts(), SOON);
    assertThat(staleness.foreign()).isTrue();
    assertThat(staleness.fit()).isEmpty();
  }

  @Test
  void the_selection_of_a_saved_plan_makes_the_same_plan_again() {
    Plan saved = plan(host(), targets());
    Plan again =
        Planning.prepare(host(), targets(), on(saved, host(), targets()).selection()).plan();
    assertThat(again.steps()).isEqualTo(saved.steps());
    assertThat(again.changes()).isEqualTo(saved.changes());
  }
}
