package io.bulkhead.audit.checks.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessSample;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingChecksTest {
  private static Judging judge(String id, DaemonSample daemon) {
    return Judging.of(id, Samples.host(EngineSample.debian13(), daemon));
  }

  private static Judging judge(String id, EngineSample engine) {
    return Judging.of(id, Samples.host(engine, DaemonSample.systemd()));
  }

  private static ConfigValue table(String key, ConfigValue value) {
    return new ConfigValue.Table(Map.of(key, value));
  }

  @Test
  void no_new_privileges_as_in_effect() {
    judge("DMN-002", DaemonSample.systemd()).fails("no-new-privileges is false, true expected");
    judge("DMN-002", DaemonSample.systemd().set("no-new-privileges", ConfigValue.of(true)))
        .passes("no-new-privileges is true");
  }

  @Test
  void a_value_that_waits_for_a_restart_is_not_in_effect() {
    judge("DMN-002", DaemonSample.systemd().nextStart("no-new-privileges", ConfigValue.of(true)))
        .fails("no-new-privileges is false, true expected");
  }

  @Test
  void an_assumed_value_is_never_a_pass() {
    Reading<ConfigValue> assumed =
        Reading.present(ConfigValue.of(true), Origin.assumed("file newer than the process"));
    judge(
            "DMN-002",
            DaemonSample.systemd()
                .nextStart("no-new-privileges", ConfigValue.of(true))
                .running("no-new-privileges", assumed))
        .isUndetermined(
            "no-new-privileges was not seen: only assumed to be true, nothing confirms it");
  }

  @Test
  void what_ends_with_the_next_start_fails_whatever_runs_now() {
    Reading<ConfigValue> assumed =
        Reading.present(ConfigValue.of(true), Origin.assumed("file newer than the process"));
    judge("DMN-002", DaemonSample.systemd().running("no-new-privileges", assumed))
        .fails("no-new-privileges is false at the next start, true expected");
    judge("DMN-006", DaemonSample.systemd().running("default-ulimits", assumed))
        .fails("no default for open files (nofile) at the next start");
    judge("DMN-005", DaemonSample.systemd().running("log-opts", Samples.denied("/proc/812")))
        .fails("json-file without max-size at the next start: logs grow without end");
  }

  @Test
  void null_counts_as_false() {
    judge("DMN-002", DaemonSample.systemd().set("no-new-privileges", new ConfigValue.Null()))
        .fails("no-new-privileges is false, true expected");
  }

  @Test
  void userland_proxy_must_be_off() {
    judge("DMN-004", DaemonSample.systemd()).fails("userland-proxy is true, false expected");
    judge("DMN-004", DaemonSample.systemd().set("userland-proxy", ConfigValue.of(false)))
        .passes("userland-proxy is false");
    judge("DMN-004", DaemonSample.systemd().without("userland-proxy"))
        .isUndetermined("userland-proxy was not seen: the daemon's settings were not seen");
  }

  @Test
  void live_restore_is_asked_from_the_engine() {
    judge("DMN-003", EngineSample.debian13()).fails("live-restore is false, true expected");
    judge("DMN-003", EngineSample.debian13().liveRestore(true)).passes("live-restore is true");
    judge("DMN-003", EngineSample.debian13().swarm("active"))
        .isNotApplicable("a node of a swarm cannot have live-restore");
    judge("DMN-003", DaemonSample.systemd().set("live-restore", ConfigValue.of(true)))
        .fails("live-restore is false, true expected");
  }

  @Test
  void json_file_needs_a_size() {
    judge("DMN-005", DaemonSample.systemd())
        .fails("json-file without max-size: logs grow without end");
    judge(
            "DMN-005",
            DaemonSample.systemd().set("log-opts", table("max-size", ConfigValue.of("10m"))))
        .passes("json-file with max-size 10m");
    judge(
            "DMN-005",
            DaemonSample.systemd()
                .nextStart("log-opts", table("max-size", ConfigValue.of("10m")))
                .running("log-opts", Samples.denied("/proc/812")))
        .isUndetermined("json-file is used, but its options were not seen: permission denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "0m", "-1k", ""})
  void a_size_that_bounds_nothing_fails(String size) {
    judge(
            "DMN-005",
            DaemonSample.systemd().set("log-opts", table("max-size", ConfigValue.of(size))))
        .fails("json-file without max-size: logs grow without end");
  }

  @Test
  void all_files_of_a_container_together_stay_within_what_the_site_allows() {
    SnapshotBuilder host = logging("100m", "11");
    Judging.of("DMN-005", host)
        .fails("one container may keep 1049 MiB of logs, at most 1024 expected");
    Judging.of("DMN-005", host, Policy.DEFAULT.with(EngineValues.LOG_MAX_MIB, 1100))
        .passes("json-file with max-size 100m");
    assertThat(Judging.of("DMN-005", logging("99999999t", "99999999")).verdict().outcome())
        .isEqualTo(Outcome.FAIL);
    Judging.of("DMN-005", logging("ten", "3"))
        .isUndetermined("max-size 'ten' or max-file '3' is not understood");
  }

  private static SnapshotBuilder logging(String size, String files) {
    ConfigValue limits =
        new ConfigValue.Table(
            Map.of("max-size", ConfigValue.of(size), "max-file", ConfigValue.of(files)));
    return Samples.host(EngineSample.debian13(), DaemonSample.systemd().set("log-opts", limits));
  }

  @Test
  void max_file_alone_bounds_nothing() {
    judge("DMN-005", DaemonSample.systemd().set("log-opts", table("max-file", ConfigValue.of("3"))))
        .fails("json-file without max-size: logs grow without end");
  }

  @Test
  void the_driver_in_effect_counts() {
    judge("DMN-005", EngineSample.debian13().loggingDriver("local"))
        .passes("log driver local fills no disk");
    judge("DMN-005", EngineSample.debian13().loggingDriver("loki"))
        .isUndetermined("whether log driver 'loki' bounds what it keeps is not known");
  }

  @Test
  void default_ulimits_need_nofile() {
    judge("DMN-006", DaemonSample.systemd()).fails("no default for open files (nofile)");
    judge(
            "DMN-006",
            DaemonSample.systemd().set("default-ulimits", table("nofile", ConfigValue.of(1))))
        .passes("default ulimits: nofile");
    judge(
            "DMN-006",
            DaemonSample.systemd()
                .set("default-ulimits", ConfigValue.of(List.of("nofile=1024:4096"))))
        .passes("default ulimits: nofile");
  }

  @Test
  void nproc_for_all_containers_is_a_trap_without_remapping() {
    DaemonSample both =
        DaemonSample.systemd()
            .set("default-ulimits", ConfigValue.of(List.of("nofile=1024", "nproc=100")));
    judge("DMN-006", both)
        .fails(
            "nproc is counted per user over all containers, so one container starves the others");
    Judging.of(
            "DMN-006", Samples.host(EngineSample.debian13().securityOptions("name=userns"), both))
        .passes("default ulimits: nofile, nproc");
  }

  @Test
  void rootless_is_proven_by_the_process() {
    judge("DMN-009", DaemonSample.systemd()).fails("the daemon runs as root");
    Judging.of(
            "DMN-009",
            Samples.host()
                .process(
                    DaemonSample.PID,
                    ProcessSample.onHost(DaemonSample.PID, "dockerd").uid(1000).reading()))
        .passes("the daemon runs as uid 1000");
    judge("DMN-009", EngineSample.debian13().securityOptions("name=rootless"))
        .isUndetermined(
            "the engine says that it is rootless, but its process has uid 0 as seen from here");
  }

  @Test
  void without_the_process_the_engine_is_believed() {
    DaemonSample hidden = DaemonSample.systemd().process(Samples.denied("/proc"));
    Judging.of(
            "DMN-009",
            Samples.host(EngineSample.debian13().securityOptions("name=rootless"), hidden))
        .passes("the engine says that it runs rootless");
    Judging.of("DMN-009", Samples.host(EngineSample.debian13().unreachable("refused"), hidden))
        .isUndetermined("could not read GET /info: refused");
  }

  @Test
  void remapping_is_asked_from_the_engine() {
    judge("DMN-010", EngineSample.debian13()).fails("root in a container is root on the host");
    judge("DMN-010", EngineSample.debian13().securityOptions("name=userns"))
        .passes("the engine maps container users");
    judge("DMN-010", EngineSample.debian13().securityOptions("name=rootless"))
        .passes("a rootless engine maps container users");
    judge("DMN-010", DaemonSample.systemd().set("userns-remap", ConfigValue.of("default")))
        .fails("root in a container is root on the host");
  }

  @Test
  void the_default_profile_has_two_names() {
    judge("DMN-011", EngineSample.debian13()).passes("the built-in seccomp profile is used");
    judge("DMN-011", EngineSample.debian12()).passes("the built-in seccomp profile is used");
    judge("DMN-011", EngineSample.debian13().securityOptions("name=seccomp,profile=unconfined"))
        .fails("containers get no seccomp filter by default");
    judge("DMN-011", EngineSample.debian13().securityOptions("name=apparmor"))
        .fails("the engine runs without seccomp");
    judge("DMN-011", EngineSample.debian13().securityOptions("name=seccomp,profile=/etc/s.json"))
        .isUndetermined(
            "seccomp profile /etc/s.json is the operator's own; what it lets through was not seen");
    judge("DMN-011", EngineSample.debian13().unreachable("refused"))
        .isUndetermined("which seccomp profile the engine uses was not seen");
  }
}
