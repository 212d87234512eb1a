package io.bulkhead.audit.checks.files;

import static io.bulkhead.audit.snapshot.Samples.DOCKER_GID;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.AclEntry;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessSample;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Vantage;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileChecksTest {
  private static final String SOCKET = WellKnownPaths.ENGINE_SOCKET;
  private static final String JSON = WellKnownPaths.DAEMON_JSON;

  private static SnapshotBuilder host(DaemonSample daemon) {
    return Samples.host(EngineSample.debian13(), daemon);
  }

  private static SnapshotBuilder withSocket(Reading<FileStat> socket) {
    return Samples.host().file(SOCKET, socket);
  }

  private static SnapshotBuilder withConfig(Reading<FileStat> file) {
    return host(DaemonSample.systemd().set("debug", ConfigValue.of(false))).file(JSON, file);
  }

  @Test
  void a_closed_socket_passes_and_both_of_its_names_are_shown() {
    Judging.of("FIL-001", Samples.host())
        .quotes("/var/run/docker.sock 0660 root:docker, leads to /run/docker.sock")
        .passes("mode is 0660");
  }

  /** Compared as decimal numbers all of these look smaller than 660. */
  @ParameterizedTest
  @ValueSource(ints = {0666, 0606, 0622, 0602, 0662, 0661, 02660})
  void any_bit_beyond_0660_fails(int mode) {
    Judging judged = Judging.of("FIL-001", withSocket(Samples.socket(SOCKET, mode, 0, DOCKER_GID)));
    assertThat(judged.verdict().outcome()).isEqualTo(Outcome.FAIL);
  }

  @ParameterizedTest
  @ValueSource(ints = {0660, 0600, 0000, 0640, 0060, 01660})
  void fewer_bits_pass(int mode) {
    Judging judged = Judging.of("FIL-001", withSocket(Samples.socket(SOCKET, mode, 0, DOCKER_GID)));
    assertThat(judged.verdict().outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void a_world_writable_socket_fails_and_names_both_modes() {
    Judging.of("FIL-001", withSocket(Samples.socket(SOCKET, 0666, 0, DOCKER_GID)))
        .decidedBy(Outcome.FAIL, SOCKET + ": mode is 0666, at most 0660 expected");
  }

  @Test
  void a_named_acl_entry_that_may_write_fails() {
    Reading<FileStat> socket = Samples.socket(SOCKET, 0660, 0, DOCKER_GID);
    Judging.of("FIL-001", withSocket(Samples.withAcl(socket, new AclEntry("user", 1000, 6))))
        .fails("mode is 0660, but the ACL also admits user 1000 (rw-)");
  }

  @Test
  void an_acl_entry_that_may_only_read_cannot_connect() {
    Reading<FileStat> socket = Samples.socket(SOCKET, 0660, 0, DOCKER_GID);
    Judging.of("FIL-001", withSocket(Samples.withAcl(socket, new AclEntry("user", 1000, 4))))
        .passes("mode is 0660");
  }

  @Test
  void a_socket_at_another_path_is_judged() {
    String path = "/srv/docker/api.sock";
    Vantage vantage =
        new Vantage("0.1.0", Samples.TAKEN_AT, 0, "/", "h", "", "unix://" + path, "-H", List.of());
    Judging.of(
            "FIL-001",
            Samples.host().vantage(vantage).file(path, Samples.socket(path, 0777, 0, DOCKER_GID)))
        .decidedBy(Outcome.FAIL, path + ": mode is 0777, at most 0660 expected");
  }

  @Test
  void a_directory_in_the_sockets_place_is_no_socket() {
    SnapshotBuilder host = withSocket(Samples.directory(SOCKET, 0755));
    host.file("/run/docker.sock", Samples.directory(SOCKET, 0755));
    Judging.of("FIL-001", host).isNotApplicable("the engine has no unix socket here");
  }

  @Test
  void an_unseen_socket_is_undetermined() {
    Judging.of("FIL-001", withSocket(Samples.denied(SOCKET)))
        .isUndetermined("could not read /var/run/docker.sock: permission denied");
  }

  @Test
  void an_engine_elsewhere_is_undetermined() {
    Judging.of(
            "FIL-001",
            host(DaemonSample.systemd().process(Reading.absent(Origin.observed("/proc")))))
        .isUndetermined(
            "the engine does not share this system's file tree, so its files are not seen");
  }

  @Test
  void a_socket_of_the_configured_group_passes() {
    Judging.of("FIL-002", Samples.host()).passes("owner is root:docker");
  }

  @Test
  void a_socket_of_group_root_is_stricter_and_passes() {
    Judging.of("FIL-002", withSocket(Samples.socket(SOCKET, 0660, 0, 0)))
        .passes("owner is root:root");
  }

  @Test
  void a_socket_of_another_group_fails() {
    Judging.of("FIL-002", withSocket(Samples.socket(SOCKET, 0660, 0, 1000)))
        .fails("owner is root:alice, group docker expected");
  }

  @Test
  void a_socket_of_another_user_fails() {
    Judging.of("FIL-002", withSocket(Samples.socket(SOCKET, 0660, 1000, DOCKER_GID)))
        .fails("owner is alice:docker, user root expected");
  }

  @Test
  void a_rootless_daemon_owns_its_socket() {
    SnapshotBuilder host = withSocket(Samples.socket(SOCKET, 0660, 1000, 1000));
    host.process(
        DaemonSample.PID, ProcessSample.onHost(DaemonSample.PID, "dockerd").uid(1000).reading());
    Judging.of("FIL-002", host).passes("owner is alice:alice");
  }

  @Test
  void no_configuration_file_does_not_apply() {
    Judging.of("FIL-003", Samples.host()).isNotApplicable("there is no /etc/docker/daemon.json");
    Judging.of("FIL-004", Samples.host()).isNotApplicable("there is no /etc/docker/daemon.json");
  }

  @ParameterizedTest
  @CsvSource({"420, PASS", "384, PASS", "294, FAIL", "386, FAIL", "438, FAIL", "2468, FAIL"})
  void the_configuration_files_mode_is_tested_bit_by_bit(int mode, Outcome outcome) {
    Judging judged = Judging.of("FIL-003", withConfig(Samples.regular(JSON, mode)));
    assertThat(judged.verdict().outcome()).isEqualTo(outcome);
  }

  @Test
  void a_link_is_judged_by_the_file_it_leads_to() {
    Reading<FileStat> target = Samples.regular("/home/alice/daemon.json", 0644, 1000, 1000);
    Judging.of("FIL-004", withConfig(Samples.linked(JSON, "/home/alice/daemon.json", target)))
        .quotes("/etc/docker/daemon.json 0644 alice:alice, leads to /home/alice/daemon.json")
        .fails("owner is alice:alice, root:root expected");
  }

  @Test
  void the_file_in_use_is_judged_not_the_default_one() {
    Daemon.ConfigFile other = new Daemon.ConfigFile("/srv/d.json", true, "0", true, 1);
    Judging.of(
            "FIL-003",
            host(DaemonSample.systemd().configFile(other))
                .file("/srv/d.json", Samples.regular("/srv/d.json", 0666)))
        .decidedBy(Outcome.FAIL, "/srv/d.json: mode is 0666, at most 0644 expected");
  }

  @Test
  void an_unwanted_file_is_undetermined_never_a_pass() {
    Daemon.ConfigFile other = new Daemon.ConfigFile("/srv/d.json", true, "0", true, 1);
    Judging.of("FIL-003", host(DaemonSample.systemd().configFile(other)))
        .isUndetermined("could not read /srv/d.json: not looked at");
  }

  @ParameterizedTest
  @CsvSource({"493, PASS", "1517, PASS", "448, PASS", "471, FAIL", "509, FAIL", "511, FAIL"})
  void set_group_id_on_the_directory_widens_nothing(int mode, Outcome outcome) {
    String path = WellKnownPaths.ETC_DOCKER;
    Judging judged =
        Judging.of("FIL-005", Samples.host().file(path, Samples.directory(path, mode)));
    assertThat(judged.verdict().outcome()).isEqualTo(outcome);
  }

  @Test
  void a_foreign_configuration_directory_fails() {
    String path = WellKnownPaths.ETC_DOCKER;
    FileStat stat = Samples.stat(path, FileKind.DIRECTORY, 0755, 1000, 0);
    Judging.of("FIL-006", Samples.host().file(path, Samples.seen(stat, path)))
        .fails("owner is alice:root, root:root expected");
  }

  @Test
  void a_writable_drop_in_fails_though_the_unit_is_fine() {
    String dropIn = "/etc/systemd/system/docker.service.d/tcp.conf";
    SnapshotBuilder host = host(DaemonSample.systemd().dropIns(dropIn));
    host.file(dropIn, Samples.regular(dropIn, 0666, 1000, 0));
    Judging.of("FIL-007", host)
        .decidedBy(Outcome.FAIL, dropIn + ": mode is 0666, at most 0644 expected");
    Judging.of("FIL-008", host)
        .decidedBy(Outcome.FAIL, dropIn + ": owner is alice:root, root:root expected");
  }

  @Test
  void without_systemd_there_is_no_unit() {
    SnapshotBuilder host = host(DaemonSample.systemd().withoutUnits());
    Judging.of("FIL-007", host).isNotApplicable("no systemd unit starts the engine here");
    Judging.of("FIL-012", host).isNotApplicable("no systemd socket unit for the engine here");
  }

  @Test
  void without_tls_there_is_no_key_to_judge() {
    Judging.of("FIL-009", Samples.host()).isNotApplicable("the engine does not use TLS");
  }

  private static DaemonSample tls() {
    return DaemonSample.systemd()
        .set("tlsverify", ConfigValue.of(true))
        .set("tlskey", ConfigValue.of("/etc/docker/tls/key.pem"))
        .set("tlscert", ConfigValue.of("/etc/docker/tls/cert.pem"))
        .set("tlscacert", ConfigValue.of("/etc/docker/tls/ca.pem"));
  }

  private static SnapshotBuilder tls(int key, int certificate) {
    return host(tls())
        .file("/etc/docker/tls/key.pem", Samples.regular("/etc/docker/tls/key.pem", key))
        .file("/etc/docker/tls/cert.pem", Samples.regular("/etc/docker/tls/cert.pem", certificate))
        .file("/etc/docker/tls/ca.pem", Samples.regular("/etc/docker/tls/ca.pem", 0444));
  }

  @Test
  void a_key_that_others_can_read_fails() {
    Judging.of("FIL-009", tls(0644, 0444))
        .decidedBy(Outcome.FAIL, "/etc/docker/tls/key.pem: mode is 0644, at most 0400 expected");
  }

  @Test
  void a_key_without_any_permission_is_stricter_and_passes() {
    Judging.of("FIL-009", tls(0, 0444)).passes("mode is 0000");
  }

  @Test
  void a_writable_certificate_fails() {
    Judging.of("FIL-011", tls(0400, 0644))
        .decidedBy(Outcome.FAIL, "/etc/docker/tls/cert.pem: mode is 0644, at most 0444 expected");
    Judging.of("FIL-010", tls(0400, 0644)).passes("owner is root:root");
  }

  @Test
  void a_key_whose_place_is_not_known_is_undetermined() {
    Judging.of("FIL-009", host(tls().set("tlskey", ConfigValue.of("key.pem"))))
        .isUndetermined("TLS is on, but where the daemon reads tlskey is not known");
  }

  @Test
  void both_rules_of_the_socket_unit_are_told_at_once() {
    String path = "/usr/lib/systemd/system/docker.socket";
    Judging.of("FIL-012", Samples.host().file(path, Samples.regular(path, 0664, 0, 1000)))
        .decidedBy(
            Outcome.FAIL,
            path
                + ": mode is 0664, at most 0644 expected; owner is root:alice, root:root expected");
  }

  @Test
  void containerd_of_group_docker_fails() {
    String path = WellKnownPaths.CONTAINERD_SOCKET;
    Judging.of("FIL-013", Samples.host()).passes("mode is 0660; owner is root:root");
    Judging.of("FIL-013", Samples.host().file(path, Samples.socket(path, 0660, 0, DOCKER_GID)))
        .fails("owner is root:docker, root:root expected");
    Judging.of("FIL-013", Samples.host().file(path, Reading.absent(Origin.observed(path))))
        .isNotApplicable(
            "there is no socket at /run/containerd/containerd.sock or"
                + " /run/docker/containerd/containerd.sock");
  }

  @Test
  void the_containerd_socket_in_use_is_judged_wherever_it_is() {
    String own = WellKnownPaths.OWN_CONTAINERD_SOCKET;
    Judging.of("FIL-013", Samples.host().file(own, Samples.socket(own, 0666, 0, 0)))
        .decidedBy(Outcome.FAIL, own + ": mode is 0666, at most 0660 expected");
    String told = "/srv/c.sock";
    DaemonSample daemon = DaemonSample.systemd().running("containerd", ConfigValue.of(told));
    SnapshotBuilder host =
        Samples.host(EngineSample.debian13(), daemon).file(told, Samples.socket(told, 0606, 0, 0));
    Judging.of("FIL-013", host)
        .decidedBy(Outcome.FAIL, told + ": mode is 0606, at most 0660 expected");
  }

  @Test
  void a_directory_above_that_others_write_fails_by_either_name() {
    String unit = "/usr/lib/systemd/system/docker.service";
    SnapshotBuilder good = Samples.host();
    for (String path :
        List.of("/", "/usr", "/usr/lib", "/usr/lib/systemd", "/usr/lib/systemd/system")) {
      good.file(path, Samples.directory(path, 0755));
    }
    Judging.of("FIL-030", good.file(unit, Samples.regular(unit, 0644, 0, 0)))
        .passes("mode is 0755");
    Judging.of("FIL-030", good.file("/usr/lib", Samples.directory("/usr/lib", 0757)))
        .decidedBy(Outcome.FAIL, "/usr/lib: mode is 0757, others can write");
    Judging.of("FIL-030", good.file("/usr/lib", Samples.directory("/usr/lib", 01777)))
        .passes("mode is 0755");
    FileStat leads =
        new FileStat(
            unit,
            "/srv/units/docker.service",
            FileKind.REGULAR,
            0644,
            0,
            0,
            "root",
            "root",
            1,
            1,
            0,
            0,
            List.of());
    good.file(unit, Reading.present(leads, Origin.observed(unit)))
        .file("/srv", Samples.directory("/srv", 0755))
        .file("/srv/units", Samples.directory("/srv/units", 0777));
    Judging.of("FIL-030", good)
        .decidedBy(Outcome.FAIL, "/srv/units: mode is 0777, others can write");
  }
}
