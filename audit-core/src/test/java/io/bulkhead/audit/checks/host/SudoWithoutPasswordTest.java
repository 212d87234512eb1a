package io.bulkhead.audit.checks.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.Sudoers;
import io.bulkhead.audit.snapshot.Sudoers.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SudoWithoutPasswordTest {
  private static final SudoWithoutPassword CHECK = new SudoWithoutPassword();

  private static Verdict judge(Sudoers sudoers) {
    return judge(sudoers, Policy.DEFAULT);
  }

  private static Verdict judge(Sudoers sudoers, Policy policy) {
    return CHECK.judge(
        Samples.host()
            .software(
                known ->
                    known.withSudoers(Reading.present(sudoers, Origin.observed("/etc/sudoers"))))
            .build(),
        policy);
  }

  private static Sudoers rule(String user, String host, String as, String... commands) {
    return new Sudoers(
        List.of(
            new Rule(
                "/etc/sudoers.d/ops:3",
                List.of(user),
                List.of(host),
                List.of(as),
                List.of(commands))),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL",
        "/usr/bin/docker",
        "/usr/bin/docker ps",
        "/usr/bin/*",
        "/usr/bin/",
        "/usr/*/dock*",
        "/usr/bin/nerdctl",
        "/usr/sbin/runc",
        "/opt/x/docker-compose up",
        "sha256:abc= /usr/bin/docker",
        "/usr/bin/[a-e]ocker",
        "/usr/bin/ctr"
      })
  void what_reaches_an_engine_fails(String command) {
    assertThat(judge(rule("ops", "ALL", "root", command)).outcome()).isEqualTo(Outcome.FAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/bin/systemctl restart nginx",
        "/usr/bin/rsync",
        "!/usr/bin/docker",
        "/usr/bin/dockerize"
      })
  void what_reaches_none_passes(String command) {
    assertThat(judge(rule("ops", "ALL", "root", command)).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void an_exception_from_everything_does_not_help() {
    Verdict verdict = judge(rule("ops", "ALL", "root", "ALL", "!/usr/bin/docker"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.says())
        .isEqualTo("may run everything, docker as well, as root without a password");
  }

  @Test
  void a_regular_expression_is_not_passed() {
    assertThat(judge(rule("ops", "ALL", "root", "^/usr/bin/d.*$")).outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void a_rule_for_root_for_another_host_or_as_a_plain_user_is_none() {
    assertThat(judge(rule("root", "ALL", "root", "ALL")).outcome()).isEqualTo(Outcome.PASS);
    assertThat(judge(rule("ops", "db-01", "root", "ALL")).outcome()).isEqualTo(Outcome.PASS);
    assertThat(judge(rule("ops", "ALL", "postgres", "ALL")).outcome()).isEqualTo(Outcome.PASS);
    assertThat(judge(rule("ops", "web-03", "root", "ALL")).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(judge(rule("ops", "+nets", "root", "ALL")).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void as_a_member_of_the_engines_group_is_as_good_as_root() {
    Sudoers as = rule("ops", "ALL", "deploy", "/usr/bin/docker");
    Verdict verdict =
        CHECK.judge(
            Samples.host()
                .accounts(
                    Reading.present(
                        Samples.accounts(List.of("deploy"), List.of()),
                        Origin.observed("/etc/group")))
                .software(
                    known ->
                        known.withSudoers(Reading.present(as, Origin.observed("/etc/sudoers"))))
                .build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void what_could_not_be_read_keeps_it_from_passing() {
    assertThat(
            judge(new Sudoers(List.of(), List.of("/etc/sudoers.d/x: permission denied"))).outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void the_policy_may_list_an_account() {
    Policy policy = Policy.DEFAULT.with(HostValues.SUDO_DOCKER, List.of("ops"));
    assertThat(judge(rule("ops", "ALL", "root", "ALL"), policy).outcome()).isEqualTo(Outcome.PASS);
    assertThat(judge(rule("dev", "ALL", "root", "ALL"), policy).outcome()).isEqualTo(Outcome.FAIL);
  }
}
