package io.bulkhead.audit.checks.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Advisories;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.SoftwareSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHolesTest {
  private static final KnownHoles RUNC = (KnownHoles) HoleChecks.ALL.get(0);
  private static final KnownHoles ENGINE = (KnownHoles) HoleChecks.ALL.get(1);

  private static SnapshotBuilder host(String engine, String runc, Installed... packages) {
    SnapshotBuilder draft =
        Samples.host(EngineSample.debian13().version(engine, "1.51"), DaemonSample.systemd());
    Engine old = draft.engine();
    Reading<Engine.Version> version =
        old.version()
            .map(
                v ->
                    new Engine.Version(
                        engine, "1.51", Map.of("Engine", engine, "runc", runc), v.podman()));
    draft.engine(
        new Engine(
            version,
            old.info(),
            old.containers(),
            old.networks(),
            old.images(),
            old.volumes(),
            old.plugins(),
            old.swarm(),
            old.lifecycle()));
    return draft.software(
        known -> known.withPackages(SoftwareSample.packages(List.of(packages), List.of())));
  }

  private static Installed docker(String name, String program) {
    return SoftwareSample.installed(name, "5:29.9.0-1~debian.13~trixie", "1", program);
  }

  private static Ground ground(Verdict verdict, String id) {
    return verdict.grounds().stream().filter(g -> g.subject().equals(id)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.15", "1.2.7", "1.3.2", "1.3.0", "1.4.0-rc.2", "1.4.0-rc1"})
  void an_upstream_runc_with_a_hole_fails_and_names_the_fix(String version) {
    Verdict verdict =
        RUNC.judge(host("29.9.0", version, docker("containerd.io", "/usr/bin/runc")).build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(ground(verdict, "CVE-2025-31133").says())
        .isEqualTo("masks are races: fixed in 1.2.8, 1.3.3, 1.4.0-rc.3, and this is " + version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.8", "1.2.9", "1.3.3", "1.4.0-rc.3", "1.4.0", "1.5.2"})
  void an_upstream_runc_with_the_fixes_passes(String version) {
    Verdict verdict =
        RUNC.judge(host("29.9.0", version, docker("containerd.io", "/usr/bin/runc")).build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    assertThat(verdict.says()).contains("known on 2026-11-20");
  }

  @Test
  void a_version_newer_than_the_table_is_not_vouched_for() {
    Verdict verdict =
        RUNC.judge(host("29.9.0", "1.6.0", docker("containerd.io", "/usr/bin/runc")).build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(verdict.says()).contains("newer than 1.5.2").contains("2026-11-20");
  }

  @Test
  void an_old_table_vouches_for_nothing() {
    SnapshotBuilder draft = host("29.9.0", "1.4.0", docker("containerd.io", "/usr/bin/runc"));
    draft.software(
        known ->
            known.withAdvisories(
                new Advisories("2026-05-01", known.advisories().newest(), List.of(), List.of())));
    assertThat(RUNC.judge(draft.build()).outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void debians_backport_is_believed_by_the_changelog() {
    Installed runc =
        SoftwareSample.installed(
            "runc",
            "1.1.5+ds1-1+deb12u1",
            "1.1.5+ds1-1+deb12u1",
            "/usr/sbin/runc",
            "CVE-2024-21626");
    Verdict verdict = RUNC.judge(host("20.10.24+dfsg1", "1.1.5+ds1", runc).build());
    assertThat(ground(verdict, "CVE-2024-21626").outcome()).isEqualTo(Outcome.PASS);
    assertThat(ground(verdict, "CVE-2025-31133").outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(verdict.with(Outcome.FAIL)).isEmpty();
  }

  @Test
  void debians_backport_is_believed_by_the_table_where_changelogs_are_left_out() {
    Installed bare =
        new Installed(
            "runc",
            "1.1.15+ds1-2+deb13u1",
            "runc",
            "1.1.15+ds1-2+deb13u1",
            List.of("/usr/sbin/runc"),
            Reading.absent(Origin.observed("x")),
            Reading.absent(Origin.observed("x")));
    Verdict verdict = RUNC.judge(host("26.1.5+dfsg1", "1.1.15+ds1", bare).build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    assertThat(ground(verdict, "CVE-2025-31133").evidence().get(1).said())
        .contains("1.1.15+ds1-2+deb13u1");
  }

  @Test
  void the_version_before_the_backport_is_not_believed() {
    Installed before =
        SoftwareSample.installed(
            "runc", "1.1.15+ds1-2", "1.1.15+ds1-2", "/usr/sbin/runc", "CVE-2024-21626");
    Verdict verdict = RUNC.judge(host("26.1.5+dfsg1", "1.1.15+ds1", before).build());
    assertThat(ground(verdict, "CVE-2025-31133").outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @ParameterizedTest
  @CsvSource({
    "20.10.24,FAIL",
    "24.0.9,FAIL",
    "25.0.5,FAIL",
    "26.1.4,FAIL",
    "27.0.3,FAIL",
    "28.5.2,FAIL",
    "29.3.0,FAIL",
    "29.3.1,PASS",
    "29.9.0,PASS"
  })
  void dockers_own_engine_is_judged_by_its_number(String version, Outcome expected) {
    Verdict verdict =
        ENGINE.judge(host(version, "1.4.0", docker("docker-ce", "/usr/bin/dockerd")).build());
    assertThat(verdict.outcome()).isEqualTo(expected);
  }

  @Test
  void whether_the_kept_line_got_a_fix_is_not_guessed() {
    Verdict verdict =
        ENGINE.judge(host("25.0.17", "1.4.0", docker("docker-ce", "/usr/bin/dockerd")).build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(ground(verdict, "CVE-2026-34040").says()).contains("is not published");
  }

  @Test
  void ubuntus_package_with_a_plain_number_is_not_taken_for_dockers() {
    Installed ubuntu =
        SoftwareSample.installed(
            "docker.io", "24.0.7-0ubuntu4", "24.0.7-0ubuntu4", "/usr/bin/dockerd");
    Verdict verdict = ENGINE.judge(host("24.0.7", "1.1.12", ubuntu).build());
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void a_package_that_was_exchanged_under_the_running_engine_proves_nothing() {
    Installed fixed =
        SoftwareSample.installed(
            "docker.io",
            "26.1.5+dfsg1-9+deb13u1",
            "26.1.5+dfsg1-9+deb13u1",
            "/usr/sbin/dockerd",
            "CVE-2026-34040");
    SnapshotBuilder draft = host("26.1.5+dfsg1", "1.1.15+ds1", fixed);
    assertThat(ground(ENGINE.judge(draft.build()), "CVE-2026-34040").outcome())
        .isEqualTo(Outcome.PASS);
    Daemon.Running replaced =
        new Daemon.Running(
            DaemonSample.PID,
            "/usr/sbin/dockerd (deleted)",
            List.of("/usr/sbin/dockerd"),
            Reading.absent(Origin.observed("/proc/812/environ")),
            0,
            false);
    draft.daemon(
        DaemonSample.systemd()
            .process(Reading.present(replaced, Origin.observed("/proc/812")))
            .build());
    assertThat(ground(ENGINE.judge(draft.build()), "CVE-2026-34040").outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void an_engine_that_does_not_name_its_runc_is_not_passed() {
    assertThat(RUNC.judge(host("29.9.0", "").build()).outcome()).isEqualTo(Outcome.UNDETERMINED);
  }
}
