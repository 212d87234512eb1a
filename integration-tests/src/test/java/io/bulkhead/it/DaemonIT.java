package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine's settings on whole hosts: shown with their origin, put right together and one by one,
 * put back exactly, and not believed where the engine only looks healthy.
 */
@RealEngine
class DaemonIT {
  private static final String FILE = "/etc/docker/daemon.json";
  private static final String LAX =
      """
      {
          "debug": true,
          "log-level": "debug",
          "insecure-registries": ["registry.local:5000", "10.1.0.0/16"],
          "cgroup-parent": "/mine",
          "experimental": true,
          "metrics-addr": "0.0.0.0:9323",
          "network-diagnostic-port": 2000,
          "default-ipc-mode": "shareable",
          "default-cgroupns-mode": "host",
          "api-cors-header": "*",
          "builder": {"gc": {"enabled": true}, "entitlements": {"security-insecure": true}}
      }""";
  private static final String[] CURED = {
    "DMN-001", "DMN-002", "DMN-003", "DMN-004", "DMN-005", "DMN-015", "DMN-017", "DMN-020",
    "DMN-024", "DMN-028", "DMN-029", "DMN-032", "DMN-033", "DMN-037", "DMN-042"
  };

  /** A file with an attribute of its own, and the engine started with it. */
  private static void lax(RigHost host) {
    configured(host, LAX);
    host.shell("systemctl restart docker.service").exits(0);
  }

  private static void configured(RigHost host, String text) {
    host.shell(
            "mkdir -p /etc/docker && printf '%s' '"
                + text
                + "' > "
                + FILE
                + " && chmod 0640 "
                + FILE
                + " && systemctl reset-failed docker.service docker.socket")
        .exits(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void all_settings_at_once_and_three_kinds_alone_go_back_exactly(String suite) {
    try (RigHost host = RigHost.up("daemon-settings", suite)) {
      lax(host);
      String etc = host.footprint("/etc");
      for (String id : CURED) {
        assertThat(host.audit().outcome(id)).as(id).isEqualTo("fail");
      }
      // a reload, a list, a key taken away: one after the other, and more starts a minute than
      // the unit allows
      for (String only : new String[] {"DMN-003", "DMN-017", "DMN-020", String.join(",", CURED)}) {
        host.bulkhead("apply", "--yes", "--only", only).exits(0);
        Report after = host.audit();
        for (String id : only.split(",")) {
          assertThat(after.outcome(id)).as(id).isEqualTo("pass");
        }
        host.bulkhead("rollback", "--yes").exits(0);
        assertThat(host.footprint("/etc")).as(only).isEqualTo(etc);
        assertThat(host.text("systemctl", "is-active", "docker", "docker.socket"))
            .isEqualTo("active\nactive");
      }
      assertThat(host.text("docker", "info", "-f", "{{.Debug}} {{.LiveRestoreEnabled}}"))
          .isEqualTo("true false");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void an_engine_that_answers_and_starts_no_container_is_put_back(String suite) {
    try (RigHost host = RigHost.up("daemon-hollow", suite)) {
      configured(host, "{\"seccomp-profile\": \"/etc/docker/used.json\"}");
      host.shell(
              """
              echo '{"defaultAction": "SCMP_ACT_ALLOW"}' > /etc/docker/good.json
              mkdir -p /etc/systemd/system/docker.service.d
              cat > /etc/systemd/system/docker.service.d/swap.conf <<'X'
              [Service]
              ExecStartPre=/bin/sh -c "cp /etc/docker/good.json /etc/docker/used.json"
              ExecStartPre=/bin/sh -c "if grep -q icc /etc/docker/daemon.json; then echo {no > /etc/docker/used.json; fi"
              X
              systemctl daemon-reload
              systemctl restart docker.service
              """)
          .exits(0);
      Ran applied = host.bulkhead("apply", "--yes", "--only", "DMN-001");
      assertThat(applied.exit()).as("%s", applied).isEqualTo(4);
      assertThat(applied.said()).contains("starts no container", "seccomp", "NOT applied");
      assertThat(host.text("cat", FILE)).doesNotContain("icc");
      assertThat(host.text("docker", "ps", "-aq") + host.text("docker", "images", "-q")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void an_edit_without_a_restart_is_a_finding_and_shown_with_its_line(String suite) {
    try (RigHost host = RigHost.up("daemon-edited", suite)) {
      configured(host, "{\n  \"icc\": false,\n  \"label\": [\"a=b\"]\n}\n");
      Report audit = host.audit();
      assertThat(audit.outcome("DMN-001")).isEqualTo("fail");
      assertThat(audit.outcome("DMN-013")).isEqualTo("fail");
      assertThat(audit.outcome("DMN-026")).isEqualTo("fail");
      JsonNode config = host.bulkhead("config", "icc", "--format", "json").exits(0).json();
      JsonNode icc = config.path("settings").path(0);
      assertThat(icc.path("pending").asBoolean()).isTrue();
      assertThat(icc.path("running").path("value").asBoolean()).isTrue();
      assertThat(icc.path("nextStart").path("origin").asText()).isEqualTo(FILE + ":2");
      assertThat(config.path("problems").path(0).path("where").asText()).isEqualTo(FILE + ":3:3");
      assertThat(host.bulkhead("config", "--exit-code").exit()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_port_of_the_socket_unit_is_found_though_no_setting_names_it(String suite) {
    try (RigHost host = RigHost.up("daemon-listen", suite)) {
      host.shell(
              """
              mkdir -p /etc/systemd/system/docker.socket.d
              printf '[Socket]\\nListenStream=0.0.0.0:2375\\n' > /etc/systemd/system/docker.socket.d/tcp.conf
              systemctl daemon-reload
              systemctl stop docker.service docker.socket
              systemctl start docker.socket docker.service
              """)
          .exits(0);
      assertThat(host.text("docker", "info")).doesNotContain("2375");
      Report audit = host.audit();
      assertThat(audit.outcome("DMN-007")).isEqualTo("fail");
      assertThat(audit.finding("DMN-007").toString()).contains("0.0.0.0:2375");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void user_namespaces_come_on_request_only_and_everything_is_in_view_again(String suite) {
    try (RigHost host = RigHost.up("daemon-userns", suite)) {
      host.importImage();
      host.sleeper("kept");
      assertThat(host.bulkhead("plan").exits(0).out()).contains("orphans", "docker stop kept");
      host.exec("docker", "stop", "kept").exits(0);
      host.shell("groupadd --system dockremap && useradd --system --gid dockremap dockremap")
          .exits(0);
      String etc = host.footprint("/etc");
      String view = view(host);
      assertThat(host.bulkhead("plan").exits(0).out())
          .contains("bulkhead plan --only DMN-010")
          .doesNotContain("daemon.json userns-remap");

      assertThat(host.bulkhead("plan", "--only", "DMN-010").exits(0).out())
          .contains("vanish from view", "kept", "/etc/subuid", "/etc/subgid");
      host.bulkhead("apply", "--yes", "--only", "DMN-010").exits(0);
      assertThat(host.text("docker", "info", "-f", "{{.SecurityOptions}}")).contains("name=userns");
      assertThat(view(host)).isEmpty();
      assertThat(host.audit().outcome("DMN-010")).isEqualTo("pass");

      host.bulkhead("rollback", "--yes").exits(0);
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      assertThat(view(host)).isEqualTo(view);
      host.exec("docker", "start", "kept").exits(0);
    }
  }

  private static String view(RigHost host) {
    return host.text("sh", "-c", "docker ps -aq; docker images -q; docker volume ls -q");
  }
}
