package io.bulkhead.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Daemon.ControlKind;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Strength;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DaemonGatherersTest {
  /** Boot 1000 s after the epoch, 500 s ago; the engine started 100 s after boot. */
  private static final long NOW = 1_500_000;

  private static final long STARTED = 1_100_000;
  private static final String UNIX = "unix:///var/run/docker.sock";
  private static final String FILE = "/etc/docker/daemon.json";

  private static HostTree host() {
    return new HostTree()
        .put("/proc/uptime", "500.00 900.00\n")
        .put("/proc/stat", "cpu 1\nbtime 1000\n")
        .symlink("/proc/self/ns/mnt", "mnt:[1]")
        .put("/proc/self/cgroup", "0::/user.slice\n");
  }

  private static HostTree engine(HostTree host, int pid, String cgroup, String... argv) {
    String at = "/proc/" + pid;
    return host.put(at + "/comm", "dockerd\n")
        .put(at + "/cmdline", String.join("\0", argv) + "\0")
        .put(at + "/environ", "PATH=/bin\0HTTP_PROXY=http://u:p@proxy:1\0")
        .put(at + "/stat", pid + " (dockerd) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 9 0 10000 0 0\n")
        .put(at + "/status", "Name:\tdockerd\nNSpid:\t" + pid + "\n")
        .put(at + "/cgroup", "0::" + cgroup + "\n")
        .put(
            at + "/net/unix",
            "Num RefCount Protocol Flags Type St Inode Path\n"
                + "ffff: 00000002 00000000 00010000 0001 01 77"
                + pid
                + " /run/docker.sock\n")
        .symlink(at + "/exe", "/usr/bin/dockerd")
        .symlink(at + "/root", "/")
        .symlink(at + "/ns/mnt", "mnt:[1]")
        .symlink(at + "/fd/3", "socket:[77" + pid + "]");
  }

  private static HostTree systemd(HostTree host) {
    return host.put("/run/systemd/system/x", "")
        .put(
            "/usr/lib/systemd/system/docker.service",
            """
            [Service]
            EnvironmentFile=-/etc/default/docker
            ExecStart=/usr/bin/dockerd -H fd:// $DOCKER_OPTS
            """)
        .put(
            "/usr/lib/systemd/system/docker.socket",
            "[Socket]\nListenStream=/run/docker.sock\nSocketMode=0660\n");
  }

  private static HostTree usual() {
    return engine(
        systemd(host()), 812, "/system.slice/docker.service", "/usr/bin/dockerd", "-H", "fd://");
  }

  private static SnapshotBuilder version(String version) {
    SnapshotBuilder draft = new SnapshotBuilder();
    Engine unseen = draft.engine();
    return draft.engine(
        new Engine(
            Reading.present(
                new Engine.Version(version, "1.41", Map.of(), false),
                Origin.claimed("GET /version")),
            unseen.info(),
            unseen.containers(),
            unseen.networks(),
            unseen.images(),
            unseen.volumes(),
            unseen.plugins(),
            unseen.swarm(),
            unseen.lifecycle()));
  }

  private static Daemon gathered(HostTree host, SnapshotBuilder draft, String endpoint) {
    for (Gatherer gatherer : DaemonGatherers.all(host, endpoint, () -> NOW)) {
      gatherer.gather(draft);
    }
    return draft.daemon();
  }

  private static Daemon gathered(HostTree host) {
    return gathered(host, version("26.1.5"), UNIX);
  }

  private static ConfigValue running(Daemon daemon, String key) {
    return daemon.setting(key).running().seen().orElseThrow();
  }

  private static Origin origin(Reading<ConfigValue> reading) {
    return reading.origin();
  }

  @Test
  void a_packaged_engine_is_found_with_its_unit() {
    Daemon daemon = gathered(usual());
    Daemon.Running process = daemon.process().seen().orElseThrow();
    assertThat(process.pid()).isEqualTo(812);
    assertThat(process.argv()).containsExactly("/usr/bin/dockerd", "-H", "fd://");
    assertThat(process.startedEpochMillis()).isEqualTo(STARTED);
    assertThat(process.ownRoot()).isFalse();
    assertThat(process.environment().seen().orElseThrow())
        .isEqualTo(Map.of("HTTP_PROXY", "http://(redacted)@proxy:1"));
    assertThat(daemon.control().kind()).isEqualTo(ControlKind.SYSTEMD);
    assertThat(daemon.control().unit()).isEqualTo("docker.service");
    assertThat(daemon.configFile().seen().orElseThrow().exists()).isFalse();
    assertThat(daemon.socketUnit().seen().orElseThrow().listen())
        .containsExactly("/run/docker.sock");
    assertThat(daemon.problems()).isEmpty();
    assertThat(daemon.otherDaemons()).isEmpty();
  }

  @Test
  void every_value_says_where_it_comes_from() {
    HostTree host = usual().put(FILE, "{\n  \"icc\": false\n}\n").at(FILE, STARTED - 5000);
    Daemon daemon = gathered(host);
    assertThat(running(daemon, "icc")).isEqualTo(ConfigValue.of(false));
    assertThat(origin(daemon.setting("icc").running())).isEqualTo(Origin.derived(FILE + ":2"));
    assertThat(origin(daemon.setting("icc").nextStart())).isEqualTo(Origin.claimed(FILE + ":2"));
    assertThat(origin(daemon.setting("hosts").running()))
        .isEqualTo(Origin.derived("-H in /proc/812/cmdline"));
    assertThat(origin(daemon.setting("hosts").nextStart()))
        .isEqualTo(Origin.derived("-H in ExecStart of docker.service"));
    assertThat(origin(daemon.setting("userland-proxy").running()))
        .isEqualTo(Origin.derived("default of Docker Engine 26.1"));
    assertThat(daemon.setting("live-restore").reloadable()).isTrue();
    assertThat(daemon.setting("icc").reloadable()).isFalse();
    assertThat(daemon.settings()).containsKey("proxies").doesNotContainKey("bip6");
  }

  @Test
  void a_file_that_is_newer_than_the_engine_proves_nothing_about_it() {
    HostTree host = usual().put(FILE, "{\"icc\": false}").at(FILE, STARTED + 5000);
    Daemon daemon = gathered(host);
    assertThat(origin(daemon.setting("icc").running()).strength()).isEqualTo(Strength.ASSUMED);
    assertThat(origin(daemon.setting("init").running()).strength()).isEqualTo(Strength.ASSUMED);
    assertThat(origin(daemon.setting("hosts").running()).strength()).isEqualTo(Strength.DERIVED);
    assertThat(origin(daemon.setting("icc").nextStart()).strength()).isEqualTo(Strength.CLAIMED);
  }

  @Test
  void a_file_put_in_place_under_an_old_date_is_noticed_and_a_changed_mode_is_not_one() {
    HostTree moved =
        usual()
            .put(FILE, "{\"icc\": false}")
            .changed(FILE, STARTED + 5000)
            .at("/etc/docker", STARTED + 5000);
    assertThat(origin(gathered(moved).setting("icc").running()).strength())
        .isEqualTo(Strength.ASSUMED);
    HostTree touched =
        usual().put(FILE, "{\"icc\": false}").changed(FILE, STARTED + 5000).at("/etc/docker", 0);
    assertThat(origin(gathered(touched).setting("icc").running()).strength())
        .isEqualTo(Strength.DERIVED);
    HostTree beside = usual().put(FILE, "{\"icc\": false}").at("/etc/docker", STARTED + 5000);
    assertThat(origin(gathered(beside).setting("icc").running()).strength())
        .isEqualTo(Strength.DERIVED);
  }

  @Test
  void a_file_that_vanished_after_the_start_is_noticed_and_the_engines_own_key_is_not_one() {
    HostTree vanished = usual().put("/etc/docker/x", "").at("/etc/docker", STARTED + 5000);
    assertThat(origin(gathered(vanished).setting("icc").running()).strength())
        .isEqualTo(Strength.ASSUMED);
    HostTree own =
        usual()
            .put("/etc/docker/key.json", "")
            .at("/etc/docker", STARTED + 900)
            .at("/etc/docker/key.json", STARTED + 900);
    assertThat(origin(gathered(own).setting("icc").running()).strength())
        .isEqualTo(Strength.DERIVED);
  }

  @Test
  void options_edited_without_restart_show_in_the_next_start_only() {
    HostTree host = usual().put("/etc/default/docker", "DOCKER_OPTS=\"--icc=false\"\n");
    Daemon daemon = gathered(host);
    assertThat(running(daemon, "icc")).isEqualTo(ConfigValue.of(true));
    assertThat(daemon.setting("icc").nextStart().seen()).contains(ConfigValue.of(false));
  }

  @Test
  void what_the_engine_shows_beats_what_was_derived() {
    SnapshotBuilder draft = version("26.1.5");
    Engine base = draft.engine();
    Engine.Network bridge =
        new Engine.Network(
            "1",
            "bridge",
            "bridge",
            false,
            Map.of("com.docker.network.bridge.enable_icc", "true"),
            false,
            List.of(),
            List.of());
    Engine.Info info =
        new Engine.Info(
            "id",
            "n",
            "",
            "",
            "/var/lib/docker/100000.100000",
            "overlay2",
            Reading.present(true, Origin.claimed("GET /info LiveRestoreEnabled")),
            Reading.present("local", Origin.claimed("GET /info LoggingDriver")),
            Reading.absent(Origin.claimed("x")),
            Reading.present("2", Origin.claimed("x")),
            List.of("name=seccomp,profile=default", "name=userns", "name=cgroupns"),
            0,
            "active",
            List.of("r.example:5000"),
            List.of(),
            new Engine.Shown(
                Reading.present(true, Origin.claimed("GET /info Debug")),
                Reading.present(false, Origin.claimed("GET /info ExperimentalBuild")),
                "runc",
                Map.of(),
                List.of("https://mirror.example/"),
                List.of(),
                Map.of()));
    draft.engine(
        new Engine(
            base.version(),
            Reading.present(info, Origin.claimed("GET /info")),
            base.containers(),
            Reading.present(List.of(bridge), Origin.claimed("GET /networks")),
            base.images(),
            base.volumes(),
            base.plugins(),
            base.swarm(),
            base.lifecycle()));
    HostTree host =
        usual()
            .put(FILE, "{\"icc\": false, \"userns-remap\": \"default\", \"live-restore\": true}")
            .put("/etc/docker/key.json", "");
    Daemon daemon = gathered(host, draft, UNIX);
    assertThat(running(daemon, "icc")).isEqualTo(ConfigValue.of(true));
    assertThat(origin(daemon.setting("icc").running()).source())
        .isEqualTo("GET /networks/bridge Options com.docker.network.bridge.enable_icc");
    assertThat(daemon.setting("icc").nextStart().seen()).contains(ConfigValue.of(false));
    assertThat(running(daemon, "userns-remap")).isEqualTo(ConfigValue.of("default"));
    assertThat(running(daemon, "data-root")).isEqualTo(ConfigValue.of("/var/lib/docker"));
    assertThat(running(daemon, "seccomp-profile")).isEqualTo(ConfigValue.of("builtin"));
    assertThat(running(daemon, "no-new-privileges")).isEqualTo(ConfigValue.of(false));
    assertThat(running(daemon, "default-cgroupns-mode")).isEqualTo(ConfigValue.of("private"));
    assertThat(running(daemon, "insecure-registries"))
        .isEqualTo(ConfigValue.of(List.of("r.example:5000")));
    assertThat(daemon.problems())
        .extracting(Daemon.Problem::says)
        .contains("the engine is in a swarm, and then live-restore stops its next start");
  }

  @Test
  void a_file_that_does_not_parse_leaves_values_open_and_is_a_problem() {
    Daemon daemon = gathered(usual().put(FILE, "{\n\"icc\": false,\n}"));
    assertThat(daemon.setting("icc").running()).isInstanceOf(Reading.Unreadable.class);
    assertThat(daemon.setting("icc").nextStart()).isInstanceOf(Reading.Unreadable.class);
    assertThat(daemon.setting("hosts").running()).isInstanceOf(Reading.Present.class);
    assertThat(daemon.configFile().seen().orElseThrow().parses()).isFalse();
    assertThat(daemon.problems())
        .containsExactly(
            new Daemon.Problem(
                FILE + ":2:13", "", "stops", "a comma before '}'", "remove the comma"));
  }

  @Test
  void null_and_booleans_inside_unknown_objects_count_as_the_engine_counts_them() {
    HostTree host = usual().put(FILE, "{\"iptables\": null, \"net\": {\"icc\": false}}");
    Daemon daemon = gathered(host);
    assertThat(running(daemon, "iptables")).isEqualTo(ConfigValue.of(false));
    assertThat(running(daemon, "icc")).isEqualTo(ConfigValue.of(false));
  }

  @Test
  void tls_alone_implies_verifying_and_any_mention_of_verifying_means_tls() {
    Daemon plain = gathered(usual().put(FILE, "{\"tls\": true}"));
    assertThat(running(plain, "tlsverify")).isEqualTo(ConfigValue.of(true));
    Daemon refused = gathered(usual().put(FILE, "{\"tls\": false, \"tlsverify\": false}"));
    assertThat(running(refused, "tls")).isEqualTo(ConfigValue.of(true));
    assertThat(running(refused, "tlsverify")).isEqualTo(ConfigValue.of(false));
  }

  @Test
  void a_plain_process_can_be_driven_if_it_shares_our_files() {
    HostTree host = engine(host(), 7, "/", "dockerd", "--config-file", "/x/d.json");
    host.put("/x/d.json", "{\"icc\": false}");
    Daemon daemon = gathered(host);
    assertThat(daemon.control().kind()).isEqualTo(ControlKind.PROCESS);
    assertThat(daemon.configFile().seen().orElseThrow().path()).isEqualTo("/x/d.json");
    assertThat(daemon.setting("icc").nextStart().seen()).contains(ConfigValue.of(false));
    host.symlink("/proc/7/ns/mnt", "mnt:[2]").put("/var/run/docker.sock", "");
    Daemon foreign = gathered(host);
    assertThat(foreign.control().kind()).isEqualTo(ControlKind.UNKNOWN);
    assertThat(foreign.process().seen().orElseThrow().ownRoot()).isTrue();
    assertThat(foreign.configFile()).isInstanceOf(Reading.Unreadable.class);
    assertThat(foreign.setting("icc").running()).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void a_supervised_process_is_left_to_its_supervisor() {
    HostTree host = engine(host(), 7, "/", "dockerd").put("/proc/1/comm", "runsv\n");
    assertThat(gathered(host).control().kind()).isEqualTo(ControlKind.UNKNOWN);
  }

  @Test
  void credentials_on_the_command_line_are_hidden_and_rule_out_a_restart() {
    HostTree host = engine(host(), 7, "/", "dockerd", "--http-proxy=http://u:p@proxy:1");
    Daemon daemon = gathered(host);
    assertThat(daemon.control().kind()).isEqualTo(ControlKind.UNKNOWN);
    assertThat(daemon.process().seen().orElseThrow().argv())
        .containsExactly("dockerd", "--http-proxy=http://(redacted)@proxy:1");
    assertThat(running(daemon, "proxies"))
        .hasToString("{\"http-proxy\": \"http://(redacted)@proxy:1\"}");
  }

  @Test
  void of_several_engines_the_one_that_holds_the_socket_is_taken() {
    HostTree host = engine(usual(), 900, "/", "dockerd", "-H", "unix:///other.sock");
    host.put(
        "/proc/900/net/unix", "Num\nffff: 00000002 00000000 00010000 0001 01 77900 /other.sock\n");
    Daemon daemon = gathered(host);
    assertThat(daemon.process().seen().orElseThrow().pid()).isEqualTo(812);
    assertThat(daemon.otherDaemons()).containsExactly("process 900, dockerd -H unix:///other.sock");
    Daemon other = gathered(host, version("26.1.5"), "unix:///other.sock");
    assertThat(other.process().seen().orElseThrow().pid()).isEqualTo(900);
    Daemon none = gathered(host, version("26.1.5"), "unix:///third.sock");
    assertThat(none.process()).isInstanceOf(Reading.Unreadable.class);
    assertThat(none.control().kind()).isEqualTo(ControlKind.UNKNOWN);
  }

  @Test
  void an_engine_in_a_container_is_not_taken_for_the_hosts() {
    HostTree host = engine(usual(), 900, "/docker/0123456789abcdef", "dockerd");
    host.put("/proc/900/status", "NSpid:\t900\t1\n");
    assertThat(gathered(host).process().seen().orElseThrow().pid()).isEqualTo(812);
  }

  @Test
  void engines_with_other_files_do_not_own_a_socket_that_is_missing_here() {
    HostTree host = engine(host(), 900, "/", "dockerd").symlink("/proc/900/ns/mnt", "mnt:[2]");
    Daemon daemon = gathered(host, new SnapshotBuilder(), UNIX);
    assertThat(daemon.process()).isInstanceOf(Reading.Absent.class);
    assertThat(daemon.otherDaemons())
        .containsExactly("process 900, dockerd, in namespaces of its own");
    Daemon guests = gathered(host.put("/proc/900/status", "NSpid:\t900\t1\n"), version("26"), "");
    assertThat(guests.process()).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void a_remote_endpoint_says_nothing_about_this_host() {
    Daemon daemon = gathered(usual(), version("26.1.5"), "tcp://192.0.2.1:2376");
    assertThat(daemon.process()).isInstanceOf(Reading.Unreadable.class);
    assertThat(daemon.setting("icc").running()).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void a_tree_of_files_has_a_next_start_only() {
    HostTree host = systemd(new HostTree()).offline().put(FILE, "{\"icc\": false}");
    Daemon daemon = gathered(host, new SnapshotBuilder(), "");
    assertThat(daemon.control().kind()).isEqualTo(ControlKind.NONE);
    assertThat(daemon.process()).isInstanceOf(Reading.Absent.class);
    assertThat(daemon.setting("icc").running()).isInstanceOf(Reading.Absent.class);
    assertThat(daemon.setting("icc").nextStart().seen()).contains(ConfigValue.of(false));
    assertThat(origin(daemon.setting("init").nextStart()).strength()).isEqualTo(Strength.DERIVED);
    assertThat(origin(daemon.setting("ip6tables").nextStart()).strength())
        .isEqualTo(Strength.ASSUMED);
  }

  @Test
  void files_that_matter_are_asked_for() {
    SnapshotBuilder draft = version("26.1.5");
    gathered(usual().put(FILE, "{\"tlskey\": \"/etc/docker/tls/key.pem\"}"), draft, UNIX);
    assertThat(draft.wantedFiles())
        .contains(
            FILE,
            "/etc/docker",
            "/etc/docker/tls/key.pem",
            "/etc/docker/tls",
            "/usr/lib/systemd/system/docker.service",
            "/usr/lib/systemd/system/docker.socket",
            "/etc/default/docker",
            "/var/run/docker.sock",
            "/run/docker.sock");
    assertThat(draft.wantedProcesses()).containsExactly(812);
  }
}
