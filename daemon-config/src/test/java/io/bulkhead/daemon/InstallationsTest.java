package io.bulkhead.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Daemon.ControlKind;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;

/** Where the engine's file and flags stand, however it was installed. */
final class InstallationsTest {
  private static final String SNAP =
      """
      [Service]
      EnvironmentFile=-/etc/environment
      ExecStart=/usr/bin/snap run docker.dockerd
      """;

  private static HostTree host() {
    return new HostTree()
        .put("/proc/uptime", "500.00 900.00\n")
        .put("/proc/stat", "cpu 1\nbtime 1000\n")
        .put("/run/systemd/system/x", "")
        .symlink("/proc/self/ns/mnt", "mnt:[1]")
        .put("/proc/self/cgroup", "0::/user.slice\n");
  }

  private static HostTree engine(HostTree host, String cgroup, String environment, String... argv) {
    String at = "/proc/70";
    return host.put(at + "/comm", "dockerd\n")
        .put(at + "/cmdline", String.join("\0", argv) + "\0")
        .put(at + "/environ", environment)
        .put(at + "/stat", "70 (dockerd) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 9 0 10000 0 0\n")
        .put(at + "/status", "NSpid:\t70\n")
        .put(at + "/cgroup", "0::" + cgroup + "\n")
        .symlink(at + "/exe", argv[0])
        .symlink(at + "/root", "/")
        .symlink(at + "/ns/mnt", "mnt:[1]");
  }

  private static Daemon gathered(HostTree host) {
    SnapshotBuilder draft = new SnapshotBuilder();
    for (Gatherer gatherer : DaemonGatherers.all(host, "", () -> 1_500_000L)) {
      gatherer.gather(draft);
    }
    return draft.daemon();
  }

  private static String path(Daemon daemon) {
    return daemon.configFile().seen().map(Daemon.ConfigFile::path).orElse("");
  }

  private static ConfigValue next(Daemon daemon, String key) {
    return daemon.setting(key).nextStart().seen().orElseThrow();
  }

  @Test
  void the_snaps_wrapper_names_another_file_than_its_unit() {
    String file = "/var/snap/docker/2932/config/daemon.json";
    HostTree host =
        engine(
            host().put("/etc/systemd/system/snap.docker.dockerd.service", SNAP),
            "/system.slice/snap.docker.dockerd.service",
            "",
            "/snap/docker/2932/bin/dockerd",
            "--group",
            "docker",
            "--config-file=" + file);
    Daemon daemon = gathered(host.put(file, "{\"icc\": false}"));
    assertThat(daemon.control().kind()).isEqualTo(ControlKind.SYSTEMD);
    assertThat(daemon.control().unit()).isEqualTo("snap.docker.dockerd.service");
    assertThat(path(daemon)).isEqualTo(file);
    assertThat(next(daemon, "icc")).isEqualTo(ConfigValue.of(false));
    assertThat(daemon.setting("group").nextStart().origin().source()).contains("--group");
  }

  @Test
  void a_snap_that_does_not_run_is_found_by_its_unit() {
    Daemon daemon =
        gathered(
            host()
                .put("/etc/systemd/system/snap.docker.dockerd.service", SNAP)
                .put("/var/snap/docker/current/config/daemon.json", "{\"debug\": true}"));
    assertThat(path(daemon)).isEqualTo("/var/snap/docker/current/config/daemon.json");
    assertThat(next(daemon, "debug")).isEqualTo(ConfigValue.of(true));
  }

  @Test
  void an_engine_without_root_has_its_users_file_and_unit() {
    String home = "/home/u/.config";
    HostTree host =
        engine(
                host(),
                "/user.slice/user-1000.slice/user@1000.service/app.slice/docker.service",
                "HOME=/home/u\0ROOTLESSKIT_STATE_DIR=/run/user/1000/x\0",
                "dockerd")
            .symlink("/proc/70/ns/mnt", "mnt:[2]")
            .put(home + "/docker/daemon.json", "{\"debug\": true}")
            .put(
                home + "/systemd/user/docker.service",
                "[Service]\nExecStart=/usr/bin/dockerd-rootless.sh --log-level=warn\n");
    Daemon daemon = gathered(host);
    assertThat(path(daemon)).isEqualTo(home + "/docker/daemon.json");
    assertThat(next(daemon, "debug")).isEqualTo(ConfigValue.of(true));
    assertThat(next(daemon, "log-level")).isEqualTo(ConfigValue.of("warn"));
    assertThat(daemon.unit().seen().orElseThrow().fragment())
        .isEqualTo(home + "/systemd/user/docker.service");
  }

  @Test
  void a_tree_with_an_openrc_script_starts_as_its_settings_say() {
    HostTree host =
        new HostTree()
            .offline()
            .put("/etc/init.d/docker", "#!/sbin/openrc-run\ncommand_args=\"${DOCKER_OPTS}\"\n")
            .put("/etc/conf.d/docker", "DOCKER_OPTS=\"--icc=false\"\n");
    Daemon daemon = gathered(host);
    assertThat(next(daemon, "icc")).isEqualTo(ConfigValue.of(false));
    assertThat(daemon.setting("icc").nextStart().origin().source())
        .isEqualTo("--icc in /etc/conf.d/docker");
  }

  @Test
  void files_that_hold_a_password_are_named_and_the_password_is_not() {
    HostTree host =
        new HostTree()
            .offline()
            .put(
                "/usr/lib/systemd/system/docker.service",
                "[Service]\nExecStart=/usr/bin/dockerd\nKillMode=process\n")
            .put(
                "/etc/systemd/system/docker.service.d/proxy.conf",
                "[Service]\nEnvironment=HTTPS_PROXY=http://u:secret@proxy:3128\n");
    Daemon daemon = gathered(host);
    assertThat(daemon.credentials())
        .containsExactly("/etc/systemd/system/docker.service.d/proxy.conf");
    Daemon.Unit unit = daemon.unit().seen().orElseThrow();
    assertThat(unit.stopping()).containsEntry("KillMode", "process");
    assertThat(unit.environment()).containsEntry("HTTPS_PROXY", "http://(redacted)@proxy:3128");
    assertThat(daemon).asString().doesNotContain("secret");
  }
}
