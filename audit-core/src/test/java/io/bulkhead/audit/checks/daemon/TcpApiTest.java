package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpApiTest {
  private static final String BEYOND = "the API is not on TCP beyond loopback";

  private static DaemonSample hosts(String... hosts) {
    return DaemonSample.systemd().running("hosts", ConfigValue.of(List.of(hosts)));
  }

  private static SnapshotBuilder host(DaemonSample daemon, Listener... listeners) {
    return host(EngineSample.debian13(), daemon, listeners);
  }

  private static SnapshotBuilder host(
      EngineSample engine, DaemonSample daemon, Listener... listeners) {
    return Samples.host(engine, daemon)
        .daemonListeners(Samples.seen(List.of(listeners), "sockets of dockerd (pid 812)"));
  }

  private static Listener listener(String address, int port) {
    return new Listener(
        address.contains(":") ? "tcp6" : "tcp",
        address,
        port,
        Samples.seen(List.of(), "/proc/812/fd"));
  }

  @Test
  void no_listener_passes_both() {
    Judging.of("DMN-007", Samples.host()).passes(BEYOND);
    Judging.of("DMN-008", Samples.host()).passes("the API is not on loopback TCP");
  }

  @Test
  void a_plain_listener_for_all_addresses_fails() {
    SnapshotBuilder host = host(hosts("fd://", "tcp://0.0.0.0:2375"), listener("::", 2375));
    Judging.of("DMN-007", host)
        .quotes("sockets of dockerd (pid 812) [::]:2375")
        .decidedBy(Outcome.FAIL, "[::]:2375: obeys everyone who connects: no TLS");
    Judging.of("DMN-008", host).passes("the API is not on loopback TCP");
  }

  @Test
  void a_plain_listener_on_localhost_fails_too() {
    SnapshotBuilder host =
        host(hosts("fd://", "tcp://127.0.0.1:2375"), listener("127.0.0.1", 2375));
    Judging.of("DMN-008", host)
        .decidedBy(Outcome.FAIL, "127.0.0.1:2375: obeys everyone who connects: no TLS");
    Judging.of("DMN-007", host).passes(BEYOND);
  }

  @Test
  void tls_without_client_certificates_fails() {
    Judging.of(
            "DMN-007",
            host(
                hosts("tcp://0.0.0.0:2376").running("tls", ConfigValue.of(true)),
                listener("0.0.0.0", 2376)))
        .fails("is encrypted, but obeys every client: no certificate is asked for");
  }

  @Test
  void client_certificates_pass() {
    Judging.of(
            "DMN-007",
            host(
                hosts("tcp://0.0.0.0:2376").running("tlsverify", ConfigValue.of(true)),
                listener("0.0.0.0", 2376)))
        .passes("asks for a client certificate");
  }

  @Test
  void tlsverify_only_in_the_file_is_not_in_effect() {
    Judging.of(
            "DMN-007",
            host(
                hosts("tcp://0.0.0.0:2376").nextStart("tlsverify", ConfigValue.of(true)),
                listener("0.0.0.0", 2376)))
        .fails("obeys everyone who connects: no TLS");
  }

  @Test
  void unseen_tls_settings_are_undetermined() {
    Judging.of(
            "DMN-007",
            host(
                hosts("tcp://0.0.0.0:2376").running("tlsverify", Samples.denied("/proc/812")),
                listener("0.0.0.0", 2376)))
        .isUndetermined("could not read /proc/812: permission denied");
  }

  @Test
  void systemds_socket_may_hide_a_tcp_listener_behind_fd() {
    DaemonSample daemon = DaemonSample.systemd().listen("/run/docker.sock", "2375");
    Judging.of("DMN-007", host(daemon, listener("::", 2375)))
        .fails("obeys everyone who connects: no TLS");
  }

  @Test
  void a_socket_unit_that_the_daemon_does_not_use_is_no_listener() {
    ConfigValue socket = ConfigValue.of(List.of("unix:///var/run/docker.sock"));
    DaemonSample daemon =
        hosts("unix:///var/run/docker.sock").nextStart("hosts", socket).listen("2375");
    Judging.of("DMN-007", host(daemon)).passes(BEYOND);
  }

  @Test
  void what_the_next_start_opens_fails_before_it() {
    DaemonSample daemon =
        DaemonSample.systemd().nextStart("hosts", ConfigValue.of(List.of("tcp://0.0.0.0:2375")));
    Judging.of("DMN-007", host(daemon))
        .fails("obeys everyone who connects from the next start on: no certificate is asked for");
    DaemonSample verified = daemon.nextStart("tlsverify", ConfigValue.of(true));
    Judging.of("DMN-007", host(verified)).passes(BEYOND);
  }

  @Test
  void swarm_metrics_and_published_ports_are_not_the_api() {
    EngineSample engine =
        EngineSample.debian13()
            .swarm("active")
            .containers(ContainerSample.running("web", 4000).publish("0.0.0.0", "8080", "80/tcp"));
    DaemonSample daemon =
        DaemonSample.systemd().running("metrics-addr", ConfigValue.of("0.0.0.0:9323"));
    Judging.of(
            "DMN-007",
            host(
                engine,
                daemon,
                listener("::", 2377),
                listener("::", 7946),
                listener("0.0.0.0", 9323),
                listener("0.0.0.0", 8080)))
        .passes(BEYOND);
  }

  @Test
  void port_2377_is_the_api_where_it_is_configured_so() {
    Judging.of(
            "DMN-007",
            host(
                EngineSample.debian13().swarm("active"),
                hosts("tcp://0.0.0.0:2377"),
                listener("::", 2377)))
        .fails("obeys everyone who connects: no TLS");
  }

  @Test
  void a_listener_without_an_explanation_is_undetermined() {
    Judging.of("DMN-007", host(DaemonSample.systemd(), listener("0.0.0.0", 2377)))
        .decidedBy(
            Outcome.UNDETERMINED,
            "0.0.0.0:2377: the daemon listens here, and none of its settings says what for");
  }

  @Test
  void unseen_sockets_are_undetermined_though_nothing_is_configured() {
    SnapshotBuilder host = Samples.host().daemonListeners(Samples.denied("/proc/812/fd"));
    Judging.of("DMN-007", host).isUndetermined("could not read /proc/812/fd: permission denied");
    Judging.of("DMN-008", host).isUndetermined("could not read /proc/812/fd: permission denied");
  }

  @Test
  void unseen_sockets_do_not_hide_what_is_configured() {
    Judging.of(
            "DMN-007",
            Samples.host(EngineSample.debian13(), hosts("tcp://10.0.0.5"))
                .daemonListeners(Samples.denied("/proc/812/fd")))
        .decidedBy(Outcome.FAIL, "10.0.0.5:2375: obeys everyone who connects: no TLS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://",
        "tcp://:2375",
        ":2375",
        "tcp://localhost:2375",
        "tcp://[::1]:2375",
        "127.0.0.1:2375",
        "tcp://127.0.0.1"
      })
  void these_spellings_mean_loopback(String spelling) {
    SnapshotBuilder host =
        Samples.host(EngineSample.debian13(), hosts(spelling))
            .daemonListeners(Samples.denied("/proc/812/fd"));
    Judging.of("DMN-008", host).fails("obeys everyone who connects: no TLS");
  }

  @Test
  void where_none_runs_the_next_start_counts() {
    DaemonSample stopped =
        DaemonSample.systemd()
            .nextStart("hosts", ConfigValue.of(List.of("tcp://0.0.0.0:2375")))
            .stopped();
    EngineSample none = EngineSample.debian13().unreachable("no socket");
    Judging.of("DMN-007", Samples.host(none, stopped)).fails("obeys everyone who connects: no TLS");
    Judging.of("DMN-007", Samples.host(none, DaemonSample.systemd().stopped()))
        .passes("the API is not configured on TCP beyond loopback");
  }

  @Test
  void an_engine_elsewhere_is_undetermined() {
    Reading<io.bulkhead.audit.snapshot.Daemon.Running> none =
        Reading.absent(Origin.observed("/proc"));
    Judging.of(
            "DMN-007",
            Samples.host(EngineSample.debian13(), DaemonSample.systemd().process(none))
                .daemonListeners(Reading.absent(Origin.observed("no dockerd"))))
        .isUndetermined("the daemon's sockets were not seen");
  }
}
