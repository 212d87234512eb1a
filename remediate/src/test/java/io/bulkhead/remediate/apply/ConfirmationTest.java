package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set that goes back unless it is confirmed. */
class ConfirmationTest {
  private final Guarded set = new Guarded();
  private final Rig rig = set.rig;

  @AfterEach
  void delete() {
    rig.tree.delete();
  }

  @Test
  void it_is_in_force_and_waits_with_a_timer_and_a_watched_boot() throws Exception {
    ApplyResult result = set.apply(Tree.REAL);
    assertThat(result.awaiting().orElseThrow().left()).isEqualTo(Guarded.TIME);
    assertThat(set.state()).isEqualTo(SetState.AWAITING_CONFIRM);
    assertThat(rig.guard.timers).hasSize(1);
    assertThat(rig.guard.bootWatched).isTrue();
    assertThat(set.back()).isFalse();
    OpenSet open = rig.sets().open().orElseThrow();
    assertThat(open.standing()).isEqualTo(OpenSet.Standing.AWAITING);
    assertThat(open.sentence()).contains("waits for its confirmation", "5 min left");
    assertThat(open.next()).startsWith("bulkhead confirm ");
  }

  @Test
  void a_confirmation_in_time_makes_it_final() throws Exception {
    set.apply(Tree.REAL);
    assertThat(set.confirm(Tree.REAL)).isEmpty();
    assertThat(set.state()).isEqualTo(SetState.CONFIRMED);
    assertThat(rig.guard.timers).isEmpty();
    assertThat(rig.guard.bootWatched).isFalse();
    assertThat(rig.sets().open()).isEmpty();
    rig.guard.pass(Guarded.TIME.multipliedBy(2));
    assertThat(set.ring(Tree.REAL)).isEmpty();
    assertThat(set.back()).isFalse();
    assertThat(rig.tree.state().keySet()).noneMatch(path -> path.contains(".bulkhead-"));
  }

  @Test
  void without_one_it_goes_back_when_the_timer_rings() throws Exception {
    set.apply(Tree.REAL);
    assertThat(rig.guard.pass(Guarded.TIME)).isTrue();
    RecoveryReport report = set.ring(Tree.REAL).orElseThrow();
    assertThat(report.lines().get(0)).contains("was not confirmed before");
    assertThat(set.back()).isTrue();
    assertThat(set.state()).isEqualTo(SetState.EXPIRED_UNDONE);
    assertThat(rig.guard.told).singleElement().asString().contains("was not confirmed");
    try (Session next = rig.sets().begin("apply")) {
      assertThat(next.news()).isEqualTo(report.lines());
    }
    try (Session later = rig.sets().begin("apply")) {
      assertThat(later.news()).isEmpty();
    }
  }

  @Test
  void after_the_deadline_any_command_takes_it_back_even_if_no_timer_rang() throws Exception {
    set.apply(Tree.REAL);
    rig.guard.pass(Guarded.TIME);
    assertThat(rig.recover().orElseThrow().wentBack()).isTrue();
    assertThat(set.back()).isTrue();
    assertThat(set.state()).isEqualTo(SetState.EXPIRED_UNDONE);
  }

  @Test
  void a_guard_that_comes_early_leaves_it() throws Exception {
    set.apply(Tree.REAL);
    rig.guard.pass(Guarded.TIME.minusMillis(1));
    assertThat(set.ring(Tree.REAL)).isEmpty();
    assertThat(set.state()).isEqualTo(SetState.AWAITING_CONFIRM);
    assertThat(rig.guard.timers).hasSize(1);
    assertThat(rig.guard.bootWatched).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 2})
  void the_wall_clock_may_be_set_without_effect(int hours) throws Exception {
    set.apply(Tree.REAL);
    rig.clock = Clock.offset(rig.clock, Duration.ofHours(hours));
    assertThat(set.ring(Tree.REAL)).isEmpty();
    assertThat(set.state()).isEqualTo(SetState.AWAITING_CONFIRM);
    rig.guard.pass(Guarded.TIME);
    assertThat(set.ring(Tree.REAL)).isPresent();
    assertThat(set.back()).isTrue();
  }

  @Test
  void nothing_else_is_applied_meanwhile() throws Exception {
    set.apply(Tree.REAL);
    refused(() -> rig.apply(Sets.one(rig.tree)), Kind.REFUSED, "waits for its confirmation");
  }

  @Test
  void a_login_that_is_older_or_the_same_connection_does_not_confirm() throws Exception {
    set.apply(Tree.REAL);
    Login old = new Login(rig.guard.now, "");
    refused(
        () -> set.confirm(Tree.REAL, old, false), Kind.REFUSED, "began before the changes were");
    rig.guard.pass(Duration.ofSeconds(1));
    Login same = new Login(rig.guard.now, Guarded.SSH);
    refused(
        () -> set.confirm(Tree.REAL, same, false),
        Kind.REFUSED,
        "the SSH connection that the changes were applied over");
    assertThat(set.state()).isEqualTo(SetState.AWAITING_CONFIRM);
    set.confirm(Tree.REAL, same, true);
    assertThat(set.state()).isEqualTo(SetState.CONFIRMED);
  }

  @Test
  void the_time_can_be_extended() throws Exception {
    set.apply(Tree.REAL);
    rig.guard.pass(Duration.ofMinutes(4));
    try (Session session = rig.sets().begin("confirm")) {
      session.extend(Guarded.TIME);
    }
    assertThat(rig.guard.timers).hasSize(1);
    assertThat(rig.guard.pass(Duration.ofMinutes(4))).isFalse();
    assertThat(set.ring(Tree.REAL)).isEmpty();
    assertThat(rig.guard.pass(Duration.ofMinutes(1))).isTrue();
    assertThat(set.ring(Tree.REAL)).isPresent();
    assertThat(set.back()).isTrue();
  }

  @Test
  void it_can_be_taken_back_instead() throws Exception {
    set.apply(Tree.REAL);
    try (Session session = rig.sets().begin("rollback")) {
      assertThat(session.takeBack(new Actor("test", "", "", "", "")).complete()).isTrue();
    }
    assertThat(set.back()).isTrue();
    assertThat(set.state()).isEqualTo(SetState.UNDONE);
    assertThat(rig.guard.timers).isEmpty();
    assertThat(rig.guard.bootWatched).isFalse();
    assertThat(rig.sets().open()).isEmpty();
  }

  @Test
  void without_a_guard_nothing_is_begun() throws Exception {
    rig.guard.refusal = Optional.of("there is no systemd");
    refused(() -> set.apply(Tree.REAL), Kind.REFUSED, "there is no systemd");
    assertThat(rig.sets().history()).isEmpty();
    rig.guard.refusal = Optional.empty();
    rig.guard.broken = true;
    refused(() -> set.apply(Tree.REAL), Kind.REFUSED, "no timer today");
    assertThat(set.back()).isTrue();
  }

  @Test
  void after_two_failures_nobody_tries_by_himself() throws Exception {
    set.apply(Tree.REAL);
    rig.guard.pass(Guarded.TIME);
    for (int i = 0; i < 2; i++) {
      refused(() -> set.ring(new Stubborn(Tree.REAL).sys()), Kind.STUCK, "could not be put back");
    }
    refused(() -> set.ring(Tree.REAL), Kind.STUCK, "RESTORE.txt");
    refused(rig::recover, Kind.STUCK, "not tried again by itself");
    assertThat(set.back()).isFalse();
    try (Session asked = rig.sets().begin("recover", Occasion.RECOVER)) {
      assertThat(asked.recovered()).isPresent();
    }
    assertThat(set.back()).isTrue();
  }

  private static void refused(ThrowingCallable what, Kind kind, String says) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            RemediationException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(says);
  }
}
