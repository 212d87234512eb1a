package io.bulkhead.audit.checks.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ContainerdConfig;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.SoftwareSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of what is installed and runs around the engine. */
class SurroundingChecksTest {
  private static final Origin FILES = Origin.observed("files");

  private static Verdict judge(Check check, SnapshotBuilder draft) {
    return check.judge(draft.build());
  }

  private static SnapshotBuilder engines(EngineProcess... more) {
    List<EngineProcess> all =
        new ArrayList<>(
            List.of(
                SoftwareSample.engine("dockerd", DaemonSample.PID, 1, Map.of("-H", "fd://")),
                SoftwareSample.engine("containerd", 700, 1, Map.of())));
    all.addAll(List.of(more));
    return Samples.host().software(known -> known.withEngines(Reading.present(all, FILES)));
  }

  private static SnapshotBuilder packages(List<Installed> installed, List<String> unowned) {
    return Samples.host()
        .software(known -> known.withPackages(SoftwareSample.packages(installed, unowned)));
  }

  @Test
  void programs_as_unpacked_pass_and_an_altered_one_is_named() {
    assertThat(judge(new ProgramContents(), Samples.host()).outcome()).isEqualTo(Outcome.PASS);
    Installed runc = SoftwareSample.runc();
    Installed altered =
        new Installed(
            runc.name(),
            runc.version(),
            runc.source(),
            runc.sourceVersion(),
            runc.programs(),
            Reading.present(List.of("/usr/sbin/runc"), FILES),
            runc.fixes());
    Verdict verdict = judge(new ProgramContents(), packages(List.of(altered), List.of()));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.grounds().get(0).subject()).isEqualTo("/usr/sbin/runc");
    assertThat(verdict.says()).isEqualTo("is not what runc 1.1.15+ds1-2+deb13u1 brought");
  }

  @Test
  void a_copied_program_and_a_missing_list_of_checksums_are_no_pass() {
    assertThat(
            judge(new ProgramContents(), packages(List.of(), List.of("/usr/local/bin/dockerd")))
                .outcome())
        .isEqualTo(Outcome.MANUAL);
    Installed runc = SoftwareSample.runc();
    Installed bare =
        new Installed(
            runc.name(),
            runc.version(),
            runc.source(),
            runc.sourceVersion(),
            runc.programs(),
            Reading.absent(FILES),
            runc.fixes());
    assertThat(judge(new ProgramContents(), packages(List.of(bare), List.of())).outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void the_audited_engine_with_its_containerd_passes() {
    assertThat(judge(new OtherEngines(), engines()).outcome()).isEqualTo(Outcome.PASS);
    Verdict own =
        judge(
            new OtherEngines(),
            engines(SoftwareSample.engine("containerd", 900, DaemonSample.PID, Map.of())));
    assertThat(own.grounds()).noneMatch(ground -> ground.subject().contains("(pid 900)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dockerd", "podman", "crio", "buildkitd"})
  void another_engine_fails_and_is_named(String program) {
    Verdict verdict =
        judge(
            new OtherEngines(),
            engines(SoftwareSample.engine(program, 4711, 1, Map.of("-H", "unix:///run/x.sock"))));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.with(Outcome.FAIL).get(0).subject())
        .isEqualTo("process " + program + " (pid 4711)");
    assertThat(verdict.says()).contains("run by root").contains("unix:///run/x.sock");
  }

  @Test
  void a_containerd_that_no_engine_uses_is_another_engine() {
    EngineProcess k3s =
        SoftwareSample.engine(
            "containerd", 4711, 1, Map.of("--address", "/run/k3s/containerd/containerd.sock"));
    assertThat(judge(new OtherEngines(), engines(k3s)).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void an_engine_in_the_policy_passes_and_one_that_did_not_answer_does_not() {
    EngineProcess podman = SoftwareSample.engine("podman", 4711, 1, Map.of());
    Policy policy = Policy.DEFAULT.with(HostValues.OTHER_ENGINES, List.of("podman:root"));
    assertThat(new OtherEngines().judge(engines(podman).build(), policy).outcome())
        .isEqualTo(Outcome.PASS);
    SnapshotBuilder silent =
        Samples.host(EngineSample.debian13().unreachable("no answer"), DaemonSample.systemd());
    assertThat(judge(new OtherEngines(), silent).outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void hidden_processes_are_no_pass() {
    SnapshotBuilder hidden =
        Samples.host().software(known -> known.withEngines(Reading.unreadable(FILES, "hidden")));
    assertThat(judge(new OtherEngines(), hidden).outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void the_way_of_installation_is_named() {
    assertThat(judge(new InstallChannel(), Samples.host()).says())
        .isEqualTo("package docker.io 26.1.5+dfsg1-9+deb13u1+b1 brought the engine");
    assertThat(
            judge(new InstallChannel(), packages(List.of(), List.of("/usr/local/bin/dockerd")))
                .outcome())
        .isEqualTo(Outcome.FAIL);
    assertThat(judge(new InstallChannel(), packages(List.of(), List.of())).outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  private static SnapshotBuilder containerd(Map<String, String> addresses, Listener... listeners) {
    return Samples.host()
        .listeners(Reading.present(List.of(listeners), FILES))
        .software(
            known ->
                known.withContainerd(
                    Reading.present(
                        new ContainerdConfig(List.of("/etc/containerd/config.toml"), addresses),
                        FILES)));
  }

  private static Listener listener(String address, Reading<List<Listener.Holder>> holders) {
    return new Listener("tcp", address, 1338, holders);
  }

  private static Reading<List<Listener.Holder>> held(String exe) {
    return Reading.present(List.of(new Listener.Holder(700, "containerd", exe, "")), FILES);
  }

  @Test
  void a_socket_of_containerd_that_others_reach_fails() {
    assertThat(
            judge(
                    new ContainerdListeners(),
                    containerd(Map.of(), listener("0.0.0.0", held("/usr/bin/containerd"))))
                .outcome())
        .isEqualTo(Outcome.FAIL);
    assertThat(
            judge(
                    new ContainerdListeners(),
                    containerd(Map.of(), listener("127.0.0.1", held("/usr/bin/containerd"))))
                .outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(
            judge(
                    new ContainerdListeners(),
                    containerd(Map.of(), listener("0.0.0.0", held("/usr/sbin/sshd"))))
                .outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void a_socket_whose_holder_is_hidden_is_no_pass() {
    assertThat(
            judge(
                    new ContainerdListeners(),
                    containerd(
                        Map.of(), listener("0.0.0.0", Reading.unreadable(FILES, "not permitted"))))
                .outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void addresses_of_the_next_start_count() {
    Map<String, String> open = Map.of("metrics.address", "0.0.0.0:1338");
    assertThat(judge(new ContainerdListeners(), containerd(open)).outcome())
        .isEqualTo(Outcome.FAIL);
    Map<String, String> local = Map.of("metrics.address", "127.0.0.1:1338");
    assertThat(judge(new ContainerdListeners(), containerd(local)).outcome())
        .isEqualTo(Outcome.PASS);
    Map<String, String> grpc = Map.of("grpc.tcp_address", "127.0.0.1:2375");
    assertThat(judge(new ContainerdListeners(), containerd(grpc)).outcome())
        .isEqualTo(Outcome.FAIL);
    Map<String, String> socket = Map.of("debug.address", "/run/containerd/debug.sock");
    assertThat(judge(new ContainerdListeners(), containerd(socket)).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void a_configuration_that_could_not_be_read_is_no_pass() {
    SnapshotBuilder draft =
        Samples.host()
            .software(known -> known.withContainerd(Reading.unreadable(FILES, "not TOML")));
    assertThat(judge(new ContainerdListeners(), draft).outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  private static Verdict limits(String driver, Map<String, Boolean> able) {
    return judge(
        new EnforcedLimits(),
        Samples.host(EngineSample.debian13().limits(driver, able), DaemonSample.systemd()));
  }

  @Test
  void limits_without_control_groups_have_no_effect_whatever_else_is_said() {
    assertThat(limits("none", Map.of("MemoryLimit", true)).outcome()).isEqualTo(Outcome.FAIL);
    Verdict swap = limits("systemd", Map.of("MemoryLimit", true, "SwapLimit", false));
    assertThat(swap.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(swap.says()).isEqualTo("the engine cannot enforce SwapLimit");
    assertThat(limits("systemd", Map.of("MemoryLimit", true)).outcome()).isEqualTo(Outcome.PASS);
    assertThat(limits("systemd", Map.of()).outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void a_baseline_is_a_persons_to_state_and_the_statement_ages() {
    Check check = new HardenedHost();
    assertThat(judge(check, Samples.host()).outcome()).isEqualTo(Outcome.MANUAL);
    assertThat(stated("2026-11-01 CIS Debian 13")).isEqualTo(Outcome.PASS);
    assertThat(stated("2025-11-01 CIS Debian 13")).isEqualTo(Outcome.MANUAL);
    assertThat(stated("2027-11-01 CIS Debian 13")).isEqualTo(Outcome.MANUAL);
  }

  private static Outcome stated(String text) {
    Policy policy = Policy.DEFAULT.with(HostValues.BASELINE, List.of(text));
    return new HardenedHost().judge(Samples.host().build(), policy).outcome();
  }
}
