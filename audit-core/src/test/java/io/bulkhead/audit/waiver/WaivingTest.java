package io.bulkhead.audit.waiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Samples;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaivingTest {
  private static final HostSnapshot HOST = Samples.host().build();
  private static final LocalDate TODAY = LocalDate.parse(HOST.vantage().takenAt().substring(0, 10));
  private static final Evidence SEEN = Evidence.of(Origin.observed("x"), "y");

  @Test
  void a_waiver_takes_one_object_and_leaves_the_others() {
    Waived after = apply(waiver("container a", TODAY), fail("container a"), fail("container b"));
    assertThat(outcomes(after)).containsExactly(Outcome.WAIVED, Outcome.FAIL);
    assertThat(after.findings().get(0).failed()).isTrue();
    assertThat(after.unused()).isEmpty();
  }

  @Test
  void a_check_whose_failures_are_all_waived_is_waived_and_no_pass() {
    Waived after = apply(waiver("*", TODAY), fail("container a (exited)"), pass("container b"));
    assertThat(after.findings().get(0).verdict().outcome()).isEqualTo(Outcome.WAIVED);
    assertThat(after.findings().get(0).failed()).isFalse();
  }

  @Test
  void state_and_pid_do_not_matter() {
    Waived after =
        apply(
            waiver("container a", TODAY),
            fail("container a (exited)"),
            fail("container a (x) (y)"),
            fail("/file a (exited)"));
    assertThat(outcomes(after)).containsExactly(Outcome.WAIVED, Outcome.FAIL, Outcome.FAIL);
  }

  @Test
  void an_expired_waiver_counts_as_a_finding_and_is_shown() {
    Waived after = apply(waiver("*", TODAY.minusDays(1)), fail("container a"));
    Ground ground = after.findings().get(0).verdict().grounds().get(0);
    assertThat(ground.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(ground.waiver()).isPresent();
    assertThat(after.unused()).isEmpty();
  }

  @Test
  void what_was_not_seen_is_never_waived() {
    Waived after = apply(waiver("*", TODAY), Grounds.undetermined("", "not seen", SEEN));
    assertThat(outcomes(after)).containsExactly(Outcome.UNDETERMINED);
    assertThat(after.unused()).as("it may be needed").isEmpty();
  }

  @Test
  void what_is_left_to_a_person_can_be_waived() {
    Waived after = apply(waiver("*", TODAY), Grounds.manual("", "look", SEEN));
    assertThat(outcomes(after)).containsExactly(Outcome.WAIVED);
  }

  @Test
  void a_waiver_that_nothing_needs_is_named_unless_its_check_was_not_judged() {
    assertThat(apply(waiver("container z", TODAY), fail("container a")).unused()).hasSize(1);
    Waiver other = new Waiver("CTR-001", "*", "r", "o", TODAY, "p");
    assertThat(apply(other, fail("container a")).unused()).isEmpty();
  }

  @Test
  void labels_carry_waivers_for_their_own_container_if_the_policy_lets_them() {
    HostSnapshot host =
        Samples.host(
                labelled("a", TODAY.toString()), labelled("c", "soon"), ContainerSample.exited("b"))
            .build();
    List<Finding> found =
        List.of(finding(fail("container a"), fail("container b"), fail("container c")));
    Policy strict = Policy.DEFAULT;
    Waived without = Waiving.apply(host, strict, found);
    assertThat(without.findings()).isEqualTo(found);
    assertThat(without.ignored())
        .hasSize(2)
        .first()
        .asString()
        .contains("container a", "which the policy does not allow");
    Waived with = Waiving.apply(host, new Policy(strict.stated(), List.of(), true), found);
    assertThat(outcomes(with)).containsExactly(Outcome.WAIVED, Outcome.FAIL, Outcome.FAIL);
    assertThat(with.ignored()).singleElement().asString().contains("'soon', which is not a date");
  }

  private static ContainerSample labelled(String name, String expires) {
    return ContainerSample.exited(name)
        .label(LabelWaivers.LABEL, "HST-999")
        .label(LabelWaivers.LABEL + ".reason", "r")
        .label(LabelWaivers.LABEL + ".owner", "o")
        .label(LabelWaivers.LABEL + ".expires", expires);
  }

  private static Waived apply(Waiver waiver, Ground... grounds) {
    return Waiving.apply(HOST, Policy.DEFAULT.with(List.of(waiver)), List.of(finding(grounds)));
  }

  private static List<Outcome> outcomes(Waived after) {
    return after.findings().get(0).verdict().grounds().stream().map(Ground::outcome).toList();
  }

  private static Finding finding(Ground... grounds) {
    return new Finding(
        CheckMeta.check("HST-999", "Title", Severity.LOW), Verdict.over(List.of(grounds), ""));
  }

  private static Ground fail(String subject) {
    return Grounds.fail(subject, "bad", SEEN);
  }

  private static Ground pass(String subject) {
    return Grounds.pass(subject, "good", SEEN);
  }

  private static Waiver waiver(String object, LocalDate expires) {
    return new Waiver("HST-9*", object, "r", "o", expires, "p.yaml:3");
  }
}
