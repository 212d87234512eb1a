package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The loop on whole hosts: Debian 12 with engine 20.10 and Debian 13 with 26.1, systemd as PID 1,
 * the distribution's own docker.service, no daemon.json to begin with.
 */
@RealEngine
class HostsIT {
  /**
   * Everything of the engine, its files and its containers, but default ulimits: the host may be
   * the guest of one that cannot raise them. Kernel parameters are the machine's, not the guest's.
   */
  private static final String[] APPLY = {
    "apply", "--yes", "--only", "DMN-*,FIL-*,CTR-*", "--skip", "DMN-006"
  };

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_fresh_host_is_hardened_and_put_back_exactly(String suite) {
    try (RigHost host = RigHost.up("fresh", suite)) {
      prepare(host);
      String etc = host.footprint("/etc");
      String running = running(host);
      Report audit = host.audit();
      assertThat(audit.outcome("DMN-001")).isEqualTo("fail");
      assertThat(audit.outcome("HST-001")).isNotEqualTo("pass");
      assertThat(audit.json().path("host").path("docker").asText())
          .startsWith(suite.equals("bookworm") ? "20.10" : "26.1");

      Ran plan = host.bulkhead("plan").exits(0);
      assertThat(plan.out()).contains("/etc/docker/daemon.json", "restart");
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      Ran applied = host.bulkhead(APPLY).exits(0);
      assertThat(icc(host)).as("icc after %s", applied).isEqualTo("false");
      assertThat(host.reaches("left", "right")).isFalse();
      assertThat(host.text("docker", "info", "-f", "{{.LiveRestoreEnabled}}")).isEqualTo("true");
      assertThat(running(host)).isEqualTo(running);
      assertThat(host.audit().outcome("DMN-001")).isEqualTo("pass");
      assertThat(host.bulkhead(APPLY).exits(0).said()).contains("Nothing to do");

      host.bulkhead("rollback", "--yes").exits(0);
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      assertThat(icc(host)).isEqualTo("true");
      assertThat(host.reaches("left", "right")).isTrue();
      assertThat(running(host)).isEqualTo(running);
      assertThat(host.text("systemctl", "is-active", "docker")).isEqualTo("active");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_start_that_fails_is_undone_by_itself(String suite) {
    try (RigHost host = RigHost.up("undo", suite)) {
      // nothing that validates a file can know this: the unit refuses to start with icc in it
      host.shell(
              """
              mkdir -p /etc/systemd/system/docker.service.d
              printf '[Service]\\nExecStartPre=/bin/sh -c "! grep -q icc /etc/docker/daemon.json"\\n' \
                > /etc/systemd/system/docker.service.d/refuse.conf
              systemctl daemon-reload
              """)
          .exits(0);
      prepare(host);
      String etc = host.footprint("/etc");
      String running = running(host);

      Ran applied = host.bulkhead("apply", "--yes", "--only", "DMN-001");
      assertThat(applied.exit()).as("%s", applied).isEqualTo(4);
      assertThat(applied.said()).contains("NOT applied");
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      assertThat(host.text("systemctl", "is-active", "docker")).isEqualTo("active");
      assertThat(icc(host)).isEqualTo("true");
      assertThat(running(host)).isEqualTo(running);
      assertThat(host.bulkhead("history").exits(0).out()).contains("undone");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void without_its_engine_the_host_is_audited_and_the_way_to_one_is_said(String suite) {
    try (RigHost host = RigHost.up("stopped", suite)) {
      host.shell("systemctl stop docker.socket docker.service").exits(0);
      Report audit = host.audit();
      assertThat(audit.json().path("notes").toString()).containsIgnoringCase("no engine");
      assertThat(audit.outcome("DMN-001")).isNotEqualTo("pass");
      assertThat(host.bulkhead("audit").exits(0).out()).contains("does not run; start it");
    }
  }

  private static void prepare(RigHost host) {
    host.importImage();
    host.sleeper("left");
    host.sleeper("right", "--restart", "always");
    assertThat(host.reaches("left", "right")).isTrue();
  }

  private static String running(RigHost host) {
    return host.text("sh", "-c", "docker ps -q --no-trunc | sort");
  }

  private static String icc(RigHost host) {
    return host.text(
        "docker",
        "network",
        "inspect",
        "bridge",
        "-f",
        "{{index .Options \"com.docker.network.bridge.enable_icc\"}}");
  }
}
