package io.bulkhead.audit.checks.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Packages;
import io.bulkhead.audit.snapshot.Packages.Index;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SoftwareSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingUpdatesTest {
  private static Verdict judge(Reading<Packages> packages) {
    return new PendingUpdates()
        .judge(Samples.host().software(known -> known.withPackages(packages)).build());
  }

  private static Verdict runc(Index... indexes) {
    return judge(SoftwareSample.packages(List.of(SoftwareSample.runc()), List.of(), indexes));
  }

  @Test
  void a_newer_version_in_the_security_list_fails_and_is_named() {
    Verdict verdict =
        runc(
            SoftwareSample.security(
                "2026-11-22", Map.of("runc", List.of("1.1.15+ds1-2", "1.1.15+ds1-2+deb13u2"))));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.says())
        .isEqualTo(
            "1.1.15+ds1-2+deb13u1 is installed, 1.1.15+ds1-2+deb13u2 is offered by"
                + " Debian-Security trixie-security");
  }

  @Test
  void a_newer_version_fails_even_in_an_old_list() {
    assertThat(
            runc(SoftwareSample.security("2026-01-01", Map.of("runc", List.of("1.2-1")))).outcome())
        .isEqualTo(Outcome.FAIL);
  }

  @Test
  void a_fresh_list_without_a_newer_one_passes() {
    assertThat(
            runc(SoftwareSample.security(
                    "2026-11-20", Map.of("runc", List.of("1.1.15+ds1-2+deb13u1"))))
                .outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(runc(SoftwareSample.security("2026-11-20", Map.of())).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void an_old_or_undated_list_is_never_a_pass() {
    assertThat(runc(SoftwareSample.security("2026-11-15", Map.of())).outcome())
        .isEqualTo(Outcome.UNDETERMINED);
    assertThat(runc(SoftwareSample.security("", Map.of())).outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void a_list_without_fixes_and_no_list_at_all_are_never_a_pass() {
    Index plain =
        new Index(
            "Debian trixie",
            "2026-11-22",
            false,
            Reading.absent(Origin.observed("/var/lib/apt/lists/x")));
    assertThat(runc(plain).outcome()).isEqualTo(Outcome.UNDETERMINED);
    Packages none =
        new Packages(
            "dpkg",
            List.of(SoftwareSample.runc()),
            List.of(),
            Reading.absent(Origin.observed("/var/lib/apt/lists")));
    assertThat(judge(Reading.present(none, Origin.observed("dpkg"))).outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void a_compressed_list_that_is_not_read_is_never_a_pass() {
    Index packed =
        new Index(
            "Debian-Security trixie-security",
            "2026-11-22",
            true,
            Reading.unreadable(Origin.observed("x_Packages.lz4"), "compressed as lz4"));
    assertThat(runc(packed).outcome()).isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void the_distributions_list_does_not_speak_for_dockers_packages() {
    Installed engine =
        SoftwareSample.installed(
            "docker-ce", "5:29.1.0-1~debian.13~trixie", "x", "/usr/bin/dockerd");
    Verdict verdict = judge(SoftwareSample.packages(List.of(engine), List.of()));
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDETERMINED);
    Index dockers =
        new Index(
            "Docker CE trixie",
            "2026-11-21",
            true,
            Reading.present(
                Map.of("docker-ce", List.of("5:29.1.0-1~debian.13~trixie")),
                Origin.observed("docker_Packages")));
    assertThat(judge(SoftwareSample.packages(List.of(engine), List.of(), dockers)).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void a_copied_program_keeps_it_from_passing() {
    assertThat(
            judge(
                    SoftwareSample.packages(
                        List.of(SoftwareSample.runc()), List.of("/usr/local/bin/runc")))
                .outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }

  @Test
  void another_package_manager_is_not_passed() {
    assertThat(judge(Reading.absent(Origin.observed("/var/lib/dpkg/status"))).outcome())
        .isEqualTo(Outcome.UNDETERMINED);
  }
}
