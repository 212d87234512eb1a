package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Vantage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSocketReachTest {
  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static Judging judge(ContainerSample container) {
    return judge(Samples.host(container));
  }

  private static Judging judge(SnapshotBuilder host) {
    return Judging.of("CTR-001", host);
  }

  private static SnapshotBuilder plain(ContainerSample container, String directory) {
    return Samples.host(container).file(directory, Samples.directory(directory, 0755));
  }

  @Test
  void a_container_without_mounts_passes() {
    judge(web()).passes("nothing of the host is mounted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/run/docker.sock", "/run/docker.sock", "/run/../run//docker.sock/",
        "/run/containerd/containerd.sock", "/run/podman/podman.sock", "/run/crio/crio.sock"
      })
  void a_mounted_socket_fails(String socket) {
    judge(web().bind(socket, "/s.sock"))
        .quotes("GET /containers/776562000000/json Mounts " + socket + " -> /s.sock");
    Judging judged = judge(web().bind(socket, "/s.sock"));
    org.assertj.core.api.Assertions.assertThat(judged.verdict().outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void the_message_names_the_socket_and_where_it_is_mounted() {
    judge(web().bind("/run/docker.sock", "/docker.sock"))
        .decidedBy(
            Outcome.FAIL,
            "container web: engine socket /run/docker.sock is mounted at /docker.sock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/run", "/var/run", "/var/run/", "//", "/run/."})
  void a_directory_above_it_fails(String directory) {
    judge(web().bind(directory, "/host"))
        .fails(directory + ", which holds engine socket /run/docker.sock, is mounted at /host");
  }

  @Test
  void var_holds_it_unless_var_run_was_seen_to_be_a_link() {
    judge(plain(web().bind("/var", "/host"), "/var")).passes("no mount leads to an engine socket");
    String socket = "/var/run/docker.sock";
    judge(
            plain(web().bind("/var", "/host"), "/var")
                .file(socket, Samples.socket(socket, 0660, 0, Samples.DOCKER_GID)))
        .fails("/var, which holds engine socket /var/run/docker.sock, is mounted at /host");
  }

  @Test
  void var_is_no_way_to_a_socket_that_is_not_there() {
    String socket = "/var/run/docker.sock";
    judge(
            plain(web().bind("/var", "/host"), "/var")
                .file(socket, Reading.absent(Origin.observed(socket))))
        .passes("no mount leads to an engine socket");
  }

  @Test
  void the_containerd_that_the_engine_is_told_to_use_counts() {
    EngineSample engine =
        EngineSample.debian13().containers(web().bind("/srv/containerd/c.sock", "/c.sock"));
    DaemonSample daemon =
        DaemonSample.systemd().set("containerd", new ConfigValue.Text("/srv/containerd/c.sock"));
    judge(Samples.host(engine, daemon))
        .fails("engine socket /srv/containerd/c.sock is mounted at /c.sock");
  }

  @Test
  void read_only_makes_no_difference() {
    judge(web().bindReadOnly("/var/run/docker.sock", "/var/run/docker.sock"))
        .quotes(
            "GET /containers/776562000000/json Mounts /var/run/docker.sock -> /var/run/docker.sock"
                + " (read-only)");
    judge(web().bindReadOnly("/run", "/run"))
        .fails("/run, which holds engine socket /run/docker.sock, is mounted at /run");
  }

  @Test
  void a_stopped_container_is_judged_and_marked() {
    judge(ContainerSample.exited("old").bind("/run/docker.sock", "/s"))
        .decidedBy(
            Outcome.FAIL,
            "container old (exited): engine socket /run/docker.sock is mounted at /s");
  }

  @ParameterizedTest
  @CsvSource({"/var/lib/docker-sock-cache, /cache", "/runner, /r", "/run/docker.sock.d, /d"})
  void a_name_that_only_looks_like_it_passes(String source, String destination) {
    judge(plain(web().bind(source, destination), source))
        .passes("no mount leads to an engine socket");
  }

  @Test
  void a_volume_named_after_the_socket_passes() {
    String source = "/var/lib/docker/volumes/docker.sock/_data";
    judge(web().mount(new Container.Mount("volume", "docker.sock", source, "/v", true, "")))
        .passes("no mount leads to an engine socket");
  }

  @Test
  void a_volume_that_is_a_bind_mount_in_disguise_fails() {
    judge(web().mount(new Container.Mount("volume", "v", "/var/run", "/v", true, "")))
        .fails("/var/run, which holds engine socket /run/docker.sock, is mounted at /v");
  }

  @Test
  void a_link_that_leads_there_fails() {
    judge(
            Samples.host(web().bind("/opt/link", "/x"))
                .file(
                    "/opt/link",
                    Samples.linked("/opt/link", "/run", Samples.directory("/run", 0755))))
        .fails("/opt/link, which holds engine socket /run/docker.sock, is mounted at /x");
  }

  @Test
  void a_source_that_was_not_looked_at_is_undetermined() {
    judge(web().bind("/opt/data", "/x"))
        .isUndetermined("whether /opt/data leads to an engine socket was not seen: not looked at");
  }

  @Test
  void a_source_that_is_gone_leads_nowhere() {
    judge(
            Samples.host(web().bind("/opt/gone", "/x"))
                .file("/opt/gone", Reading.absent(Origin.observed("/opt/gone"))))
        .passes("no mount leads to an engine socket");
  }

  @Test
  void a_socket_at_another_path_is_known_by_the_endpoint() {
    Vantage vantage =
        new Vantage(
            "0.1.0", Samples.TAKEN_AT, 0, "/", "h", "", "unix:///srv/a.sock", "-H", List.of());
    judge(Samples.host(web().bind("/srv", "/x")).vantage(vantage))
        .fails("/srv, which holds engine socket /srv/a.sock, is mounted at /x");
  }

  @Test
  void docker_host_over_tcp_counts_where_the_engine_serves_tcp() {
    ContainerSample container = web().engineHost("tcp://172.17.0.1:2375");
    DaemonSample tcp =
        DaemonSample.systemd()
            .running("hosts", ConfigValue.of(List.of("fd://", "tcp://0.0.0.0:2375")));
    judge(Samples.host(EngineSample.debian13().containers(container), tcp))
        .fails("DOCKER_HOST is tcp://172.17.0.1:2375 and the engine serves its API on TCP");
    judge(container).passes("nothing of the host is mounted");
    judge(Samples.host(container).daemonListeners(Samples.denied("/proc/812/fd")))
        .isUndetermined(
            "DOCKER_HOST is tcp://172.17.0.1:2375, and whether that is this engine was not seen");
  }

  @Test
  void a_container_that_could_not_be_inspected_keeps_it_from_passing() {
    judge(
            Samples.host(
                EngineSample.debian13().containers(web()).missed("ghost", "500 error"),
                DaemonSample.systemd()))
        .decidedBy(Outcome.UNDETERMINED, "container ghost: could not be inspected: 500 error");
  }

  @Test
  void no_container_does_not_apply() {
    judge(Samples.host()).isNotApplicable("there is no container");
  }

  @Test
  void an_engine_that_does_not_answer_is_undetermined() {
    judge(
            Samples.host(
                EngineSample.debian13().unreachable("permission denied"), DaemonSample.systemd()))
        .isUndetermined("could not read GET /containers/json: permission denied");
  }

  @Test
  void containers_of_a_stopped_engine_are_undetermined() {
    judge(
            Samples.host(
                EngineSample.debian13().unreachable("no socket"), DaemonSample.systemd().stopped()))
        .isUndetermined("no engine runs that could name its containers");
  }
}
