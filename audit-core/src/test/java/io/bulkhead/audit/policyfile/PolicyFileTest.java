package io.bulkhead.audit.policyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.policy.Allowance;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.ImageValues;
import io.bulkhead.audit.policy.Policy;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
  private static final List<String> CHECKS = List.of("CTR-003", "DMN-001");

  @Test
  void a_whole_policy_is_read() throws PolicyFileException {
    Policy policy =
        parse(
            """
            bulkhead-policy: 1
            host: {docker-group: [alice, "ci-*"]}
            images:
              max-age-days: 30
              local-builds: true
            containers:
              capabilities:
                - SYS_TIME
                - {image: "r.example/net/*", label: role=vpn, allow: [NET_ADMIN]}
            label-waivers: true
            waivers:
              - check: ctr-003
                object: container old
                reason: replaced in spring
                owner: alice
                expires: 2027-03-31
            """);
    assertThat(policy.get(HostValues.DOCKER_GROUP)).containsExactly("alice", "ci-*");
    assertThat(policy.get(ImageValues.MAX_AGE_DAYS)).isEqualTo(30);
    assertThat(policy.get(ImageValues.LOCAL_BUILDS)).isTrue();
    assertThat(policy.get(ContainerValues.CAPABILITIES))
        .containsExactly(
            Allowance.forAll("SYS_TIME"),
            new Allowance("r.example/net/*", "*", "role=vpn", List.of("NET_ADMIN")));
    assertThat(policy.labelWaivers()).isTrue();
    assertThat(policy.waivers())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.check()).isEqualTo("CTR-003");
              assertThat(w.expires()).isEqualTo(LocalDate.of(2027, 3, 31));
              assertThat(w.source()).isEqualTo("p.yaml:12");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hosts: {}|p.yaml:2:1: unknown key 'hosts' in the policy; did you mean 'host'?",
        "images: {max-age-days: ninety}"
            + "|p.yaml:2:24: images.max-age-days must be a whole number, 0 or more, not 'ninety'",
        "images: {max-age-days: -1}|p.yaml:2:24: images.max-age-days must be a whole number",
        "images: {local-builds: yes}|p.yaml:2:24: images.local-builds must be true or false",
        "images: {registries: r.example}|p.yaml:2:22: images.registries must be a list of names",
        "images: {registries: [~]}|p.yaml:2:23: an entry of images.registries is missing or not",
        "images: [1]|p.yaml:2:9: 'images' must be a mapping with registries, local-builds",
        "containers: {capabilities: [CAP_SYS_TIME]}"
            + "|p.yaml:2:29: 'CAP_SYS_TIME' does not fit containers.capabilities, which lists:",
        "containers: {capabilities: [{image: x}]}|p.yaml:2:29: an entry of containers.capabilities"
            + " lacks 'allow'",
        "label-waivers: maybe|p.yaml:2:16: label-waivers must be true or false, not 'maybe'",
        "waivers: [{check: CTR-003}]|p.yaml:2:11: the waiver lacks reason, owner, expires",
        "waivers: [{check: NO-*, reason: r, owner: o, expires: 2027-01-01}]"
            + "|p.yaml:2:19: no check is called 'NO-*'; `bulkhead checks` lists them",
        "waivers: [{check: krn-030, reason: r, owner: o, expires: 2027-01-01}]"
            + "|p.yaml:2:19: KRN-030 is retired: HST-057 judges the same; name that instead",
        "waivers: [{check: '*', reason: r, owner: o, expires: next year}]"
            + "|p.yaml:2:54: expires is 'next year', not a date such as 2027-01-31",
        "host: {docker-group: [a], docker-group: [b]}"
            + "|p.yaml:2:27: key 'docker-group' stands twice in 'host'; keep one",
        "host: {a: [}|p.yaml:2:12: not YAML: ",
        "bulkhead-policy: 1|p.yaml:2:1: key 'bulkhead-policy' stands twice"
      })
  void every_mistake_is_named_with_its_place(String line, String says) {
    assertThatThrownBy(() -> parse("bulkhead-policy: 1\n" + line + "\n"))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageStartingWith(says);
  }

  @Test
  void all_mistakes_are_named_at_once_in_the_order_of_the_file() {
    assertThatThrownBy(() -> parse("bulkhead-policy: 2\nimages: 1\nhost: 2\n"))
        .hasMessageContaining("p.yaml:1:18: bulkhead-policy is '2'; this version")
        .message()
        .matches("(?s)p.yaml:1:.*\\np.yaml:2:.*\\np.yaml:3:.*");
  }

  @Test
  void an_incomplete_waiver_is_looked_at_all_the_same() {
    assertThatThrownBy(() -> parse("bulkhead-policy: 1\nwaivers: [{check: NO, expires: soon}]\n"))
        .hasMessageContaining("the waiver lacks reason, owner")
        .hasMessageContaining("no check is called 'NO'")
        .hasMessageContaining("expires is 'soon'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "# nothing", "[]", "x", "!!javax.script.ScriptEngineManager [x]", "a: &a [*a]",
        "\u0000", "? [a]\n: b", "<<: {a: b}", "- - - -", "---\na: 1\n---\nb: 2\n", "%YAML 9.9",
        "a: !!binary x", "\tx: 1", "{{{{{", "'"
      })
  void nothing_makes_the_reader_fall_over(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(PolicyFileException.class);
    assertThatThrownBy(() -> parse("bulkhead-policy: 1\nhost:\n  docker-group: " + text + "\nx: 1"))
        .isInstanceOf(PolicyFileException.class);
  }

  @Test
  void a_bomb_of_aliases_is_refused_at_once() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append(("*a" + (i - 1) + ", ").repeat(9))
          .append("]\n");
    }
    assertThatThrownBy(() -> parse(bomb.toString())).isInstanceOf(PolicyFileException.class);
  }

  @Test
  void a_deep_nest_is_refused_at_once() {
    assertThatThrownBy(() -> parse("[".repeat(100_000))).isInstanceOf(PolicyFileException.class);
    assertThatThrownBy(() -> parse("{a: ".repeat(100_000))).isInstanceOf(PolicyFileException.class);
  }

  private static Policy parse(String text) throws PolicyFileException {
    return PolicyFile.parse("p.yaml", text, CHECKS);
  }
}
