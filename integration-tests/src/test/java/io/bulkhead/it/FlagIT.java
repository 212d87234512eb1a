package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that flags of the unit and of its environment file make, on whole hosts. */
class FlagIT {
  private static final String START =
      """
      systemctl cat docker.service | grep -v '^#' > /tmp/before.service
      mkdir -p /etc/systemd/system/docker.service.d
      cat > /etc/systemd/system/docker.service.d/10-site.conf <<'X'
      [Service]
      ExecStart=
      ExecStart=/usr/sbin/dockerd -H fd:// --icc=true \\
        --log-opt tag=site --containerd=/run/containerd/containerd.sock $DOCKER_OPTS
      X
      printf '# ours\\nDOCKER_OPTS="--userland-proxy=true --mtu 1400"\\n' > /etc/default/docker
      systemctl daemon-reload
      systemctl restart docker.service
      """;

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void flags_go_and_keys_come_as_one_set_and_all_goes_back(String suite) {
    try (RigHost host = RigHost.up("flag", suite)) {
      host.shell(START).exits(0);
      String etc = host.footprint("/etc");
      assertThat(argv(host)).contains("--icc=true", "--userland-proxy=true");

      Ran plan = host.bulkhead("plan", "--only", "DMN-001,DMN-004,DMN-005").exits(0);
      assertThat(plan.out())
          .contains("90-bulkhead.conf", "/etc/default/docker", "/etc/docker/daemon.json");
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      host.bulkhead("apply", "--yes", "--only", "DMN-001,DMN-004,DMN-005").exits(0);
      assertThat(argv(host))
          .contains("-H fd://", "--mtu 1400", "--containerd=/run/containerd/containerd.sock")
          .doesNotContain("icc", "log-opt", "userland-proxy");
      assertThat(host.text("cat", "/etc/docker/daemon.json"))
          .contains("\"icc\": false", "\"tag\": \"site\"", "\"userland-proxy\": false");
      assertThat(host.audit().outcome("DMN-001")).isEqualTo("pass");
      assertThat(host.audit().outcome("DMN-013")).isEqualTo("pass");
      assertThat(needsReload(host)).isEqualTo("no");

      host.bulkhead("rollback", "--yes").exits(0);
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      assertThat(argv(host)).contains("--icc=true", "--log-opt tag=site", "--userland-proxy=true");
      assertThat(needsReload(host)).isEqualTo("no");
      assertThat(host.text("systemctl", "is-active", "docker")).isEqualTo("active");
    }
  }

  private static String argv(RigHost host) {
    return host.text("sh", "-c", "tr '\\0' ' ' < /proc/$(pidof dockerd)/cmdline");
  }

  private static String needsReload(RigHost host) {
    return host.text("systemctl", "show", "-p", "NeedDaemonReload", "--value", "docker.service");
  }
}
