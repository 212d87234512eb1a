package io.bulkhead.audit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.Audit;
import io.bulkhead.audit.Catalogue;
import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Retired;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.client.ClientChecks;
import io.bulkhead.audit.checks.containers.ContainerChecks;
import io.bulkhead.audit.checks.daemon.DaemonChecks;
import io.bulkhead.audit.checks.files.FileChecks;
import io.bulkhead.audit.checks.files.InstallationChecks;
import io.bulkhead.audit.checks.host.HostChecks;
import io.bulkhead.audit.checks.images.ImageChecks;
import io.bulkhead.audit.checks.kernel.KernelChecks;
import io.bulkhead.audit.checks.networks.NetworkChecks;
import io.bulkhead.audit.checks.networks.VolumeChecks;
import io.bulkhead.audit.checks.probes.ProbeChecks;
import io.bulkhead.audit.checks.rootless.RootlessChecks;
import io.bulkhead.audit.checks.swarm.SwarmChecks;
import io.bulkhead.audit.checks.tls.TlsChecks;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private static final List<Check> CHECKS = BuiltInCatalogue.catalogue().checks();

  static Stream<Check> checks() {
    return CHECKS.stream();
  }

  static Stream<Check> checksOfDockerd() {
    return checks().filter(c -> c.meta().id().value().matches("(CTR|DMN|IMG|NET|SWM|TLS|VOL)-.*"));
  }

  static Stream<List<Check>> sections() {
    return Stream.of(
        ClientChecks.ALL,
        ContainerChecks.ALL,
        DaemonChecks.ALL,
        FileChecks.ALL,
        InstallationChecks.ALL,
        HostChecks.ALL,
        ImageChecks.ALL,
        KernelChecks.ALL,
        NetworkChecks.ALL,
        ProbeChecks.ALL,
        RootlessChecks.ALL,
        SwarmChecks.ALL,
        TlsChecks.ALL,
        VolumeChecks.ALL);
  }

  @Test
  void retired_ids_are_not_used_again_and_name_checks_that_are() {
    Catalogue all = BuiltInCatalogue.catalogue();
    Retired.all()
        .forEach(
            (id, successors) -> {
              assertThat(all.find(new CheckId(id))).isEmpty();
              assertThat(successors.split(" to "))
                  .allSatisfy(s -> assertThat(all.find(new CheckId(s))).isPresent());
            });
    assertThat(Retired.says("HST-062"))
        .contains("HST-062 is retired: HST-040 to HST-055 judge the same; name that instead");
  }

  @Test
  void holds_every_check_of_every_section() {
    assertThat(CHECKS).hasSizeGreaterThan(120);
    assertThat(sections().mapToInt(List::size).sum()).isEqualTo(CHECKS.size());
  }

  @ParameterizedTest
  @MethodSource("sections")
  void each_section_is_sorted_by_id(List<Check> section) {
    List<CheckId> ids = section.stream().map(check -> check.meta().id()).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void two_checks_of_one_id_are_refused() {
    assertThatThrownBy(() -> Catalogue.of(KernelChecks.ALL, KernelChecks.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two checks are called KRN-001");
  }

  @ParameterizedTest
  @MethodSource("checks")
  void each_check_says_what_why_and_how(Check check) {
    assertThat(check.meta().title())
        .doesNotEndWith(".")
        .doesNotContainIgnoringCase("ensure that")
        .hasSizeBetween(10, 72)
        .matches("^(\\p{Lu}|containerd).*");
    assertThat(check.meta().condition())
        .matches("(?s)(Passes when|Never passes by itself:) .{9,}[^.]\\.")
        .hasSizeLessThan(320)
        .doesNotContain("..");
    assertThat(check.meta().because()).endsWith(".").hasSizeGreaterThan(30);
    assertThat(check.meta().advice()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(check.meta().references()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void nothing_gathered_is_never_a_pass_or_a_failure(Check check) {
    HostSnapshot nothing = new SnapshotBuilder().build();
    Outcome outcome = check.judge(nothing).outcome();
    assertThat(outcome).isIn(Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void without_docker_no_check_of_the_engine_fails(Check check) {
    Outcome outcome = check.judge(Samples.withoutDocker().build()).outcome();
    assertThat(outcome).isNotEqualTo(Outcome.FAIL);
    if (!List.of("HST", "KRN").contains(check.meta().id().group())) {
      assertThat(outcome).as(check.meta().id().value()).isEqualTo(Outcome.NOT_APPLICABLE);
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void every_ground_that_says_something_has_evidence(Check check) {
    Stream.of(Samples.host().build(), Samples.withoutDocker().build())
        .flatMap(host -> check.judge(host).grounds().stream())
        .filter(g -> g.outcome() != Outcome.UNDETERMINED && g.outcome() != Outcome.NOT_APPLICABLE)
        .forEach(g -> assertThat(g.evidence()).as("%s", g).isNotEmpty());
  }

  @Test
  void a_default_debian_engine_fails_these() {
    List<String> failed =
        Audit.judge(Samples.host().build(), CHECKS).stream()
            .filter(Finding::failed)
            .map(finding -> finding.check().id().value())
            .toList();
    assertThat(failed)
        .containsExactly(
            "CLI-010", "DMN-001", "DMN-002", "DMN-003", "DMN-004", "DMN-005", "DMN-006", "DMN-009",
            "DMN-010", "DMN-022", "DMN-023", "DMN-034");
  }

  @ParameterizedTest
  @MethodSource("checksOfDockerd")
  void a_check_of_what_dockerd_answers_does_not_judge_podman(Check check) {
    SnapshotBuilder podman =
        Samples.host(
            EngineSample.debian13().podman().containers(ContainerSample.running("web", 4711)),
            DaemonSample.systemd());
    Verdict verdict = check.judge(podman.build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(verdict.says())
        .isEqualTo(
            "podman answers here, not a Docker Engine: neither its settings nor its containers,"
                + " images, networks and volumes are judged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HST-101", "HST-102", "HST-109"})
  void a_version_or_a_limit_that_podman_tells_is_not_dockerds(String id) {
    Judging.of(id, Samples.host(EngineSample.debian13().podman(), DaemonSample.systemd()))
        .isNotApplicable(
            "podman answers here, not a Docker Engine: neither its settings nor its containers,"
                + " images, networks and volumes are judged");
  }
}
