package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is installed and set up around the engine, on whole hosts. */
class SurroundingsIT {
  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void what_is_around_the_engine_is_seen_as_it_is(String suite) {
    try (RigHost host = RigHost.up("around", suite)) {
      host.install(suite, "sudo");
      lists(host, "Package: runc\nVersion: 1.0\n");
      Report clean = host.audit();
      for (String id : new String[] {"HST-103", "HST-104", "HST-105", "HST-106", "HST-108"}) {
        assertThat(clean.outcome(id)).as(id).isEqualTo("pass");
      }
      assertThat(clean.finding("HST-107").path("says").asText()).contains("package docker.io");
      assertThat(clean.outcome("HST-101")).isNotIn("pass", "fail");
      assertThat(clean.outcome("HST-100")).isEqualTo("manual");

      lists(host, "Package: runc\nVersion: 9.0-1\n");
      worsen(host);
      Report bad = host.audit();
      assertThat(bad.finding("HST-103").toString()).contains("9.0-1 is offered by Debian-Security");
      assertThat(bad.finding("HST-104").toString()).contains("/usr/sbin/runc");
      assertThat(bad.finding("HST-105").toString()).contains("ops in /etc/sudoers.d/ops:1");
      assertThat(bad.finding("HST-106").toString()).contains("unix:///run/second.sock");
      assertThat(bad.finding("HST-108").toString()).contains("metrics.address");
      for (String id : new String[] {"HST-103", "HST-104", "HST-105", "HST-106", "HST-108"}) {
        assertThat(bad.outcome(id)).as(id).isEqualTo("fail");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trixie"})
  void content_trust_is_set_when_asked_for_and_taken_back(String suite) {
    try (RigHost host = RigHost.up("trust", suite)) {
      String before = host.footprint("/etc/environment");
      assertThat(host.audit().outcome("CLI-010")).isEqualTo("fail");
      host.bulkhead("apply", "--only", "CLI-010", "--yes=all", "--no-guard").exits(0);
      assertThat(host.text("cat", "/etc/environment")).endsWith("DOCKER_CONTENT_TRUST=1");
      assertThat(host.audit().outcome("CLI-010")).isEqualTo("pass");
      host.bulkhead("rollback", "--yes=all", "--no-guard").exits(0);
      assertThat(host.footprint("/etc/environment")).isEqualTo(before);
    }
  }

  /** A list of security updates that was made today. */
  private static void lists(RigHost host, String packages) {
    host.shell(
            """
            cd /var/lib/apt/lists
            base=security_dists_x-security
            printf 'Label: Debian-Security\\nCodename: x-security\\nDate: %%s\\n' \
              "$(date -u '+%%a, %%d %%b %%Y %%H:%%M:%%S UTC')" >${base}_InRelease
            printf '%s' >${base}_main_binary-amd64_Packages
            """
                .formatted(packages.replace("\n", "\\n")))
        .exits(0);
  }

  private static void worsen(RigHost host) {
    host.shell(
            """
            useradd -m ops
            echo 'ops ALL=(root) NOPASSWD: /usr/bin/docker' >/etc/sudoers.d/ops
            chmod 0440 /etc/sudoers.d/ops
            visudo -cq
            sudo -l -U ops | grep -q 'NOPASSWD: /usr/bin/docker'
            cp /usr/sbin/runc /tmp/runc
            echo >>/tmp/runc
            cp /tmp/runc /usr/sbin/runc
            mkdir -p /etc/containerd
            printf '[metrics]\\naddress = "0.0.0.0:1338"\\n' >>/etc/containerd/config.toml
            systemd-run -q --unit=second dockerd -H unix:///run/second.sock --data-root /var/lib/second \
              --exec-root /run/second --pidfile /run/second.pid --bridge none --iptables=false
            for i in $(seq 100); do test -S /run/second.sock && break; sleep 0.1; done
            """)
        .exits(0);
  }
}
