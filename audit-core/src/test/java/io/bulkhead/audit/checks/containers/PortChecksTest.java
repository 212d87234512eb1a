package io.bulkhead.audit.checks.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.Allowance;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.InteriorSample;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortChecksTest {
  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static Policy allowing(String... ports) {
    return Policy.DEFAULT.with(ContainerValues.PORTS, List.of(Allowance.forAll(ports)));
  }

  private static SnapshotBuilder onHost(int port, String address) {
    Listener listener =
        new Listener(
            "tcp",
            address,
            port,
            Reading.present(
                List.of(new Listener.Holder(4000, "sleep", "", ContainerSample.idOf("web"))),
                Origin.observed("/proc")));
    return Samples.host(web().networkMode("host"))
        .interior(ContainerSample.idOf("web"), InteriorSample.of(4000).ports(port).reading())
        .listeners(Reading.present(List.of(listener), Origin.observed("/proc/net/tcp")));
  }

  @Test
  void ports_below_1024_fail_and_1024_does_not() {
    Judging.of("CTR-017", Samples.host(web().publish("10.0.0.4", "1023", "80/tcp")))
        .fails("publishes privileged ports: 10.0.0.4:1023:80/tcp");
    Judging.of("CTR-017", Samples.host(web().publish("10.0.0.4", "1024", "80/tcp")))
        .passes("publishes no privileged port");
    Judging.of("CTR-017", Samples.host(web().publish("::", "80", "80/tcp")))
        .fails("publishes privileged ports: [::]:80:80/tcp");
    Judging.of(
            "CTR-017",
            Samples.host(web().publish("0.0.0.0", "443", "443/tcp")),
            allowing("0.0.0.0:443/tcp"))
        .passes("publishes no privileged port");
    Judging.of("CTR-017", Samples.host(web())).passes("publishes no port");
    Judging.of("CTR-017", Samples.host(web().publish("10.0.0.4", "80-90", "80/tcp")))
        .fails("publishes privileged ports: 10.0.0.4:80-90:80/tcp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0", "::", "::0", "0::0", "0:0:0:0:0:0:0:0", "::ffff:0.0.0.0"})
  void every_spelling_of_the_wildcard_fails(String address) {
    Judging wildcard =
        Judging.of("CTR-022", Samples.host(web().publish(address, "8081", "80/tcp")));
    assertThat(wildcard.verdict().outcome()).isEqualTo(Outcome.FAIL);
    Judging.of("CTR-022", Samples.host(web().publish("::1", "8081", "80/tcp")))
        .passes("publishes on no wildcard address");
    Judging.of("CTR-022", Samples.host(web().publish("::10", "8081", "80/tcp")))
        .passes("publishes on no wildcard address");
  }

  @Test
  void on_the_hosts_network_the_listeners_of_its_processes_count() {
    Judging.of("CTR-017", onHost(53, "0.0.0.0"))
        .fails("listens on privileged ports of the host: 0.0.0.0:53:53/tcp");
    Judging.of("CTR-017", onHost(8080, "0.0.0.0"))
        .passes("is on the host's network and listens on no such port");
    Judging.of("CTR-048", onHost(6379, "0.0.0.0"))
        .fails(
            "listens on a data store's or an administrator's port of the host: 0.0.0.0:6379:6379/tcp");
    Judging.of("CTR-048", onHost(6379, "127.0.0.1"))
        .passes("is on the host's network and listens on no such port");
    Judging.of("CTR-022", onHost(53, "0.0.0.0"))
        .isNotApplicable("publishes nothing: it is on the host's network");
    Judging.of(
            "CTR-017",
            onHost(8080, "0.0.0.0")
                .interior(ContainerSample.idOf("web"), InteriorSample.of(4000).ports(53).reading()))
        .isUndetermined(
            "is on the engine's network, which is not the one whose listeners were seen");
    Judging.of("CTR-017", Samples.host(ContainerSample.exited("old").networkMode("host")))
        .isUndetermined(
            "will be on the host's network, and what it listens on there shows only while it runs");
  }

  @Test
  void which_ports_are_needed_is_for_a_person_or_the_policy() {
    SnapshotBuilder host = Samples.host(web().publish("127.0.0.1", "8080", "80/tcp"));
    Judging.of("CTR-018", host)
        .quotes("GET /containers/776562000000/json NetworkSettings.Ports 127.0.0.1:8080:80/tcp")
        .isManual("whether it has to publish 127.0.0.1:8080:80/tcp is for a person");
    Judging.of("CTR-018", host, allowing("127.0.0.1:*"))
        .passes("publishes only ports that the policy allows");
    Judging.of("CTR-018", host, allowing("127.0.0.1:9*"))
        .fails("publishes ports that the policy does not allow: 127.0.0.1:8080:80/tcp");
    Judging.of("CTR-018", Samples.host(web())).passes("publishes no port");
    Container.Course all = new Container.Course("", "", 0, true, "sleep", "", List.of());
    Judging.of("CTR-018", Samples.host(web().course(all)))
        .fails("publishes every port that its image exposes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0", "::"})
  void every_wildcard_fails(String address) {
    String shown = address.isEmpty() ? "0.0.0.0" : address.equals("::") ? "[::]" : address;
    Judging.of("CTR-022", Samples.host(web().publish(address, "8080", "80/tcp")))
        .fails("publishes on every address: " + shown + ":8080:80/tcp");
  }

  @Test
  void the_address_that_a_network_gives_its_ports_counts() {
    EngineSample engine =
        EngineSample.debian13()
            .bridgeOption("com.docker.network.bridge.host_binding_ipv4", "127.0.0.1")
            .containers(ContainerSample.exited("old").publish("", "8080", "80/tcp"));
    Judging.of("CTR-022", Samples.host(engine, DaemonSample.systemd()))
        .passes("publishes on no wildcard address");
  }

  @Test
  void data_stores_on_public_addresses_fail() {
    Judging.of("CTR-048", Samples.host(web().publish("0.0.0.0", "16379", "6379/tcp")))
        .fails("publishes a data store or an administrator's port: 0.0.0.0:16379:6379/tcp");
    Judging.of("CTR-048", Samples.host(web().publish("203.0.113.7", "5432", "5432/tcp")))
        .fails("publishes a data store or an administrator's port: 203.0.113.7:5432:5432/tcp");
    Judging.of("CTR-048", Samples.host(web().publish("172.31.0.1", "5432", "5432/tcp")))
        .passes("publishes no data store or administrator's port");
    Judging.of("CTR-048", Samples.host(web().publish("172.32.0.1", "5432", "5432/tcp")))
        .fails("publishes a data store or an administrator's port: 172.32.0.1:5432:5432/tcp");
  }

  @Test
  void the_default_bridge_is_known_by_its_mark() {
    Judging.of("CTR-033", Samples.host(web())).fails("is on the default bridge");
    Judging.of("CTR-033", Samples.host(web().networkMode("back").address("back", "10.0.0.2")))
        .passes("is not on the default bridge");
    Judging.of("CTR-033", Samples.host(web().networkMode("default").address("ingress", "10.0.0.2")))
        .passes("is not on the default bridge");
    Judging.of("CTR-033", Samples.host(web().networkMode("container:x")))
        .isNotApplicable("has the network of another container");
    EngineSample renamed =
        EngineSample.debian13()
            .network(
                new Engine.Network(
                    "c".repeat(64),
                    "lan",
                    "bridge",
                    false,
                    Map.of("com.docker.network.bridge.default_bridge", "true"),
                    false,
                    List.of(),
                    List.of()))
            .containers(web().networkMode("lan").address("lan", "10.0.0.2"));
    Judging.of("CTR-033", Samples.host(renamed, DaemonSample.systemd()))
        .fails("is on the default bridge");
  }

  @Test
  void links_fail() {
    Judging.of("CTR-049", Samples.host(web().link("db:data"))).fails("is linked to db:data");
    Judging.of("CTR-049", Samples.host(web())).passes("has no links");
  }
}
