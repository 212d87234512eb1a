package io.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies on the sample host. */
class PolicyCommandsTest extends OnSampleHost {
  @Test
  void under_the_policy_of_the_host_as_it_is_nothing_fails_and_nothing_is_planned() {
    String policy = home.resolve("policy.yaml").toString();
    Lines.Ran init = lines.run("policy", "init", "--out", policy, "--owner", "alice");
    assertThat(init.exit()).as(init.said()).isZero();
    assertThat(lines.run("policy", "init", "--out", policy).exit()).isEqualTo(1);
    assertThat(lines.run("policy", "check", policy).out())
        .contains("can be used: 1 value stated, ");
    Lines.Ran audit = lines.run("audit", "--policy", policy, "--exit-code");
    assertThat(audit.exit()).as(audit.said()).isZero();
    assertThat(audit.out()).contains("checks: 0 fail", "are waived", "waived until 20", "by alice");
    assertThat(lines.run("plan", "--policy", policy).out()).contains("nothing to change");
    assertThat(lines.run("explain", "FIL-009", "--policy", policy).out())
        .contains("On this host: waived", "waived until");
  }

  @Test
  void an_expired_waiver_fails_and_says_so_and_a_needless_one_is_named() throws IOException {
    Path policy = home.resolve("policy.yaml");
    Files.writeString(
        policy,
        """
        bulkhead-policy: 1
        waivers:
          - {check: FIL-009, reason: old, owner: bob, expires: 2020-01-31}
          - {check: FIL-005, reason: none, owner: bob, expires: 2090-01-31}
        """);
    Lines.Ran ran =
        lines.run("audit", "--policy", policy.toString(), "--exit-code", "--only", "3.*");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out())
        .contains("WAIVER EXPIRED on 2020-01-31 by bob: old (" + policy + ":3)")
        .contains("waiver for FIL-005 is not needed");
    assertThat(lines.run("policy", "check", policy.toString()).out()).contains("1 of them expired");
  }

  @Test
  void a_policy_with_mistakes_is_refused_with_their_places() throws IOException {
    Path policy = home.resolve("policy.yaml");
    Files.writeString(policy, "bulkhead-policy: 1\nhost:\n  docker-groups: []\nwaivers: 1\n");
    for (String command : List.of("audit", "plan", "explain FIL-009")) {
      Lines.Ran ran = lines.run((command + " --policy " + policy).split(" "));
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err())
          .contains(policy + ":3:3: unknown key 'docker-groups'", "did you mean 'docker-group'?")
          .contains(policy + ":4:10: waivers must be")
          .contains("Next:  correct it, then: bulkhead policy check ");
    }
  }
}
