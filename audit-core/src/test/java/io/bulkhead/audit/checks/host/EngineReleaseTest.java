package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineReleaseTest {
  private static Judging version(String version) {
    return judge(EngineSample.debian13().version(version, "1.41"));
  }

  private static Judging judge(EngineSample engine) {
    return Judging.of("HST-002", Samples.host(engine, DaemonSample.systemd()));
  }

  @Test
  void the_newest_patch_of_a_supported_line_passes() {
    version("29.5.2").passes("29.5.2 is current in a line that is supported as of 2026-11-01");
  }

  @Test
  void an_ended_line_of_dockers_own_build_fails() {
    version("20.10.24")
        .quotes(
            "release table of 2026-11-01, from https://endoflife.date/docker-engine line 20.10:"
                + " ends 2023-12-10, newest 20.10.27")
        .fails("upstream support of 20.10, which 20.10.24 is of, ended on 2023-12-10");
  }

  @Test
  void a_line_older_than_the_table_fails() {
    version("19.03.15").fails("19.03.15 is older than every line known");
  }

  @Test
  void a_patch_behind_the_newest_fails() {
    version("29.1.0").fails("29.1.0 is behind 29.5.2, the newest of its line");
  }

  @Test
  void patch_numbers_compare_as_numbers() {
    version("25.0.9").fails("25.0.9 is behind 25.0.16, the newest of its line");
  }

  @Test
  void a_distributions_build_of_an_ended_line_is_undetermined() {
    judge(EngineSample.debian12())
        .isUndetermined(
            "upstream support of 20.10, which 20.10.24+dfsg1 is of, ended on 2023-12-10; it comes"
                + " from a distribution, which may carry fixes on its own, and its packages were"
                + " not looked into");
  }

  @Test
  void an_unknown_line_is_undetermined() {
    version("31.0.0").isUndetermined("release line of 31.0.0 is not in the table of 2026-11-01");
  }

  @Test
  void line_2_is_not_line_29() {
    version("2.9.0").fails("2.9.0 is older than every line known");
  }

  @Test
  void an_old_table_vouches_for_nothing() {
    Engine.Lifecycle old =
        new Engine.Lifecycle(
            "2026-01-01", List.of(new Engine.Lifecycle.Release("29", "", "29.1.3", "somewhere")));
    judge(EngineSample.debian13().version("29.1.3", "1.52").lifecycle(old))
        .isUndetermined("the table of releases is of 2026-01-01, too old to vouch for 29.1.3");
  }

  @Test
  void podman_is_no_docker_engine() {
    judge(EngineSample.debian13().version("4.9.3", "1.41").podman())
        .isNotApplicable("podman answers here, not a Docker Engine");
  }

  @Test
  void an_engine_that_does_not_answer_is_undetermined() {
    judge(EngineSample.debian13().unreachable("permission denied"))
        .isUndetermined("could not read GET /version: permission denied");
  }

  @Test
  void without_an_engine_it_does_not_apply() {
    Judging.of("HST-002", Samples.withoutDocker())
        .isNotApplicable("no Docker Engine was found here");
  }
}
