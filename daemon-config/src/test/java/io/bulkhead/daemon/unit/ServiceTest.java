package io.bulkhead.daemon.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.HostTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceTest {
  private static final String PACKAGED = "/usr/lib/systemd/system/docker.service";
  private static final String UNIT =
      """
      [Unit]
      Description=Engine
      [Service]
      Type=notify
      # the defaults file is optional
      EnvironmentFile=-/etc/default/docker
      ExecStart=/usr/sbin/dockerd -H fd:// \\
          --containerd=/run/containerd/containerd.sock $DOCKER_OPTS
      ExecReload=/bin/kill -s HUP $MAINPID
      """;

  private static Service service(HostTree host) {
    return Service.read(host, "docker.service").seen().orElseThrow();
  }

  private static List<String> argv(HostTree host) {
    return service(host).argv().seen().orElseThrow();
  }

  @Test
  void a_packaged_unit_gives_its_command_line() {
    HostTree host = new HostTree().put(PACKAGED, UNIT);
    assertThat(argv(host))
        .containsExactly(
            "/usr/sbin/dockerd", "-H", "fd://", "--containerd=/run/containerd/containerd.sock");
    assertThat(service(host).unit().environmentFiles()).containsExactly("-/etc/default/docker");
    assertThat(service(host).unit().execStart()).endsWith("$DOCKER_OPTS");
    assertThat(service(host).startsEngine()).isTrue();
  }

  @Test
  void options_of_the_environment_file_become_words() {
    HostTree host =
        new HostTree()
            .put(PACKAGED, UNIT)
            .put("/etc/default/docker", "# x\nDOCKER_OPTS=\"--icc=false --label 'a=b c'\"\n");
    assertThat(argv(host)).endsWith("--icc=false", "--label", "a=b c");
  }

  @Test
  void a_unit_in_etc_shadows_the_packaged_one() {
    HostTree host =
        new HostTree()
            .put(PACKAGED, UNIT)
            .put("/etc/systemd/system/docker.service", "[Service]\nExecStart=/opt/dockerd -D\n");
    assertThat(argv(host)).containsExactly("/opt/dockerd", "-D");
    assertThat(service(host).unit().fragment()).isEqualTo("/etc/systemd/system/docker.service");
  }

  @Test
  void drop_ins_apply_by_name_and_of_equal_names_the_first_place_wins() {
    HostTree host =
        new HostTree()
            .put(PACKAGED, UNIT)
            .put("/run/systemd/system/docker.service.d/20-b.conf", "[Service]\nExecStart=\n")
            .put(
                "/usr/lib/systemd/system/docker.service.d/30-c.conf", "[Service]\nExecStart=/x c\n")
            .put("/etc/systemd/system/docker.service.d/30-c.conf", "[Service]\nExecStart=/x e\n")
            .put("/etc/systemd/system/service.d/10-all.conf", "[Service]\nEnvironment=A=1\n");
    assertThat(argv(host)).containsExactly("/x", "e");
    assertThat(service(host).unit().dropIns())
        .containsExactly(
            "/etc/systemd/system/service.d/10-all.conf",
            "/run/systemd/system/docker.service.d/20-b.conf",
            "/etc/systemd/system/docker.service.d/30-c.conf");
    assertThat(service(host).environment()).isEqualTo(Map.of("A", "1"));
  }

  @Test
  void a_masked_drop_in_is_left_out_and_a_masked_unit_is_absent() {
    HostTree host =
        new HostTree()
            .put(PACKAGED, UNIT)
            .symlink("/etc/systemd/system/docker.service.d/a.conf", "/dev/null")
            .put("/usr/lib/systemd/system/docker.service.d/a.conf", "[Service]\nExecStart=\n");
    assertThat(argv(host)).startsWith("/usr/sbin/dockerd");
    host.symlink("/etc/systemd/system/docker.service", "/dev/null");
    assertThat(Service.read(host, "docker.service")).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void a_forgotten_reset_is_a_problem() {
    HostTree host =
        new HostTree()
            .put(PACKAGED, UNIT)
            .put("/etc/systemd/system/docker.service.d/a.conf", "[Service]\nExecStart=/x\n");
    assertThat(service(host).problems())
        .extracting(Daemon.Problem::says)
        .containsExactly("more than one ExecStart= is set, which systemd refuses");
  }

  @Test
  void what_cannot_be_read_leaves_the_command_line_open() {
    HostTree host = new HostTree().put(PACKAGED, UNIT).deny("/etc/default/docker");
    assertThat(service(host).argv()).isInstanceOf(Reading.Unreadable.class);
    HostTree closed =
        new HostTree().put(PACKAGED, UNIT).deny("/etc/systemd/system/docker.service.d");
    assertThat(Service.read(closed, "docker.service")).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void a_missing_environment_file_that_is_not_optional_stops() {
    HostTree host =
        new HostTree()
            .put(PACKAGED, "[Service]\nEnvironmentFile=/etc/x\nExecStart=/usr/bin/dockerd\n");
    assertThat(service(host).problems()).hasSize(1);
  }

  @Test
  void variables_are_expanded_as_systemd_does() {
    HostTree host =
        new HostTree()
            .put(
                PACKAGED,
                """
                [Service]
                Environment="A=one two" B=x
                Environment=EMPTY=
                ExecStart=-/usr/bin/dockerd $A ${A} --label=$B --label=${B} $EMPTY ${EMPTY} $$x $NONE %t %%
                """);
    assertThat(argv(host))
        .containsExactly(
            "/usr/bin/dockerd",
            "one",
            "two",
            "one two",
            "--label=$B",
            "--label=x",
            "",
            "$x",
            "/run",
            "%");
  }

  @Test
  void a_socket_unit_gives_its_listeners_and_mode() {
    HostTree host =
        new HostTree()
            .put(
                "/lib/systemd/system/docker.socket",
                "[Socket]\nListenStream=%t/docker.sock\nSocketMode=0660\nSocketGroup=docker\n")
            .put(
                "/etc/systemd/system/docker.socket.d/tcp.conf",
                "[Socket]\nListenStream=127.0.0.1:2375\n");
    Daemon.SocketUnit unit = Sockets.read(host, "docker.socket").seen().orElseThrow();
    assertThat(unit.listen()).containsExactly("/run/docker.sock", "127.0.0.1:2375");
    assertThat(unit.mode()).isEqualTo("0660");
    assertThat(unit.user()).isEmpty();
    assertThat(unit.group()).isEqualTo("docker");
  }

  @Test
  void environment_files_follow_systemd_and_not_the_shell() {
    assertThat(
            EnvironmentText.parse(
                """
                A=1
                  B = two words\s\s
                C='single \\ $x'
                D="double \\" \\$ \\x"
                E=a\\
                b
                ;F=1
                #G=1
                export H=1
                I=x'y z'"w"
                J=
                nonsense
                K=a=b\r
                """))
        .isEqualTo(
            Map.of(
                "A", "1",
                "B", "two words",
                "C", "single \\ $x",
                "D", "double \" $ \\x",
                "E", "ab",
                "I", "xy zw",
                "J", "",
                "K", "a=b"));
  }

  @Test
  void openrc_options_are_split_and_computed_ones_stay_open() {
    HostTree host =
        new HostTree()
            .put("/run/openrc/softlevel", "default")
            .put("/etc/init.d/docker", "#!/sbin/openrc-run\ncommand_args=\"${DOCKER_OPTS}\"\n")
            .put("/etc/conf.d/docker", "DOCKER_OPTS=\"--icc=false --bip 10.0.0.1/24\"\n");
    assertThat(OpenRc.drives(host)).isTrue();
    assertThat(OpenRc.argv(host).seen().orElseThrow())
        .containsExactly("dockerd", "--icc=false", "--bip", "10.0.0.1/24");
    host.put("/etc/conf.d/docker", "DOCKER_OPTS=\"$(cat /x)\"\n");
    assertThat(OpenRc.argv(host)).isInstanceOf(Reading.Unreadable.class);
    host.put(
        "/etc/init.d/docker",
        "#!/sbin/openrc-run\ncommand_args=\"-p \\\"${pidfile}\\\" ${DOCKER_OPTS}\"\n");
    host.remove("/etc/conf.d/docker");
    assertThat(OpenRc.argv(host).seen().orElseThrow())
        .containsExactly("dockerd", "-p", "/run/docker.pid");
  }
}
