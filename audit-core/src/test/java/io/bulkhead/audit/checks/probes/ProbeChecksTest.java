package io.bulkhead.audit.checks.probes;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.audit.snapshot.Samples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeChecksTest {
  private static Check check(String id) {
    return ProbeChecks.ALL.stream()
        .filter(c -> c.meta().id().equals(new CheckId(id)))
        .findFirst()
        .orElseThrow();
  }

  private static ProbeResult said(String probe, Judgement judgement) {
    ProbeResult.Seen seen = new ProbeResult.Seen(Origin.observed("/proc/x"), "1");
    return new ProbeResult(
        probe, judgement, ConfigValue.of(1), "because " + judgement.word(), List.of(seen));
  }

  private static Verdict judge(String check, ProbeResult... results) {
    return check(check).judge(Samples.host().probes(Arrays.asList(results)).build());
  }

  @ParameterizedTest
  @CsvSource({
    "PASS, PASS",
    "WARN, FAIL",
    "FAIL, FAIL",
    "INFO, NOT_APPLICABLE",
    "NOT_APPLICABLE, NOT_APPLICABLE",
    "UNKNOWN, UNDETERMINED"
  })
  void a_judgement_becomes_an_outcome(Judgement judgement, Outcome outcome) {
    Verdict verdict = judge("KRN-017", said("yama.ptrace_scope", judgement));
    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.says()).isEqualTo("because " + judgement.word());
    assertThat(verdict.grounds().get(0).evidence())
        .extracting(e -> e.source() + " " + e.said())
        .containsExactly("bulkhead probe yama.ptrace_scope 1", "/proc/x 1");
  }

  @Test
  void a_host_that_is_to_forward_has_nothing_to_judge() {
    var host = Samples.host().probes(List.of(said("net.ip_forward", Judgement.FAIL))).build();
    assertThat(check("HST-076").judge(host, Policy.DEFAULT).outcome()).isEqualTo(Outcome.FAIL);
    Verdict meant = check("HST-076").judge(host, Policy.DEFAULT.with(HostValues.ROUTER, true));
    assertThat(meant.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(meant.says()).isEqualTo("meant so by the policy (host.router)");
  }

  @Test
  void a_warning_that_only_a_person_can_weigh_is_manual() {
    assertThat(judge("HST-084", said("net.published", Judgement.WARN)).outcome())
        .isEqualTo(Outcome.MANUAL);
  }

  @Test
  void of_several_probes_the_weightiest_decides() {
    Verdict verdict =
        judge(
            "KRN-012",
            said("apparmor.docker_will_use", Judgement.PASS),
            said("apparmor.parser", Judgement.FAIL),
            said("apparmor.docker_default", Judgement.UNKNOWN));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.with(Outcome.FAIL).get(0).subject()).isEqualTo("apparmor.parser");
  }

  @Test
  void a_probe_that_was_not_put_is_undetermined() {
    assertThat(judge("KRN-017").outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(judge("KRN-017").says()).isEqualTo("not looked at");
  }
}
