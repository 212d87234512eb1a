package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.change;
import static io.bulkhead.remediate.plan.Planning.only;
import static io.bulkhead.remediate.plan.Planning.unfixed;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.HostNetwork;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.TlsSample;
import io.bulkhead.daemon.tls.KeyAlgorithm;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.json.PlanJson;
import io.bulkhead.remediate.remedies.Remedies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plain listener becomes one with mutual TLS: what is planned, and when it is not. */
class TlsPlanTest {
  private static final TlsWishes ALICE =
      new TlsWishes(List.of("api.example.net"), List.of("alice"), "/mnt/keys", KeyAlgorithm.EC);

  private static Listener listener(String address, int port) {
    return new Listener("tcp", address, port, Samples.seen(List.of(), "/proc/812/fd"));
  }

  private static SnapshotBuilder plain(String... hosts) {
    return Samples.host(
            EngineSample.debian13(),
            DaemonSample.systemd()
                .argv("/usr/sbin/dockerd")
                .set("hosts", ConfigValue.of(List.of(hosts))))
        .daemonListeners(Samples.seen(List.of(listener("0.0.0.0", 2375)), "sockets of dockerd"));
  }

  private static FakeTargets file(String hosts) {
    return new FakeTargets()
        .with("/usr/lib/systemd/system/docker.socket", "[Socket]\nListenStream=/run/docker.sock\n")
        .with(Planning.DAEMON_JSON, "{\n  \"hosts\": [" + hosts + "]\n}\n");
  }

  private static Plan plan(SnapshotBuilder draft, FakeTargets targets, TlsWishes wishes) {
    HostSnapshot host = draft.build();
    try {
      return new Planner(targets, targets.files(), Remedies.all(), Planning.NO_DOCKERD)
          .with(wishes)
          .plan(host, Planning.findings(host), Planning.only("DMN-007", "DMN-008"))
          .plan();
    } catch (RemediationException e) {
      throw new AssertionError(e);
    }
  }

  private static Plan usual() {
    return plan(
        plain("fd://", "tcp://0.0.0.0:2375"), file("\"fd://\", \"tcp://0.0.0.0:2375\""), ALICE);
  }

  private static List<String> made(Plan plan) {
    return plan.steps().stream()
        .filter(s -> s instanceof Step.PutFile put && put.after() instanceof FileState.Made)
        .map(
            s ->
                s.target()
                    + " "
                    + Integer.toOctalString(
                        ((FileState.Made) ((Step.PutFile) s).after()).attributes().mode()))
        .toList();
  }

  @Test
  void everything_that_is_made_is_named_with_its_mode_and_nothing_of_its_content() {
    Plan plan = usual();
    assertThat(made(plan))
        .as("%s", plan.unfixed())
        .containsExactly(
            "/etc/docker/tls/ca.pem 444",
            "/etc/docker/tls/clients/alice/ca.pem 444",
            "/etc/docker/tls/clients/alice/cert.pem 444",
            "/etc/docker/tls/clients/alice/key.pem 400",
            "/etc/docker/tls/server-cert.pem 444",
            "/etc/docker/tls/server-key.pem 400",
            "/mnt/keys/ca-key.pem 400",
            "/mnt/keys/ca.pem 444");
    assertThat(plan.steps())
        .filteredOn(Step.Directory.class::isInstance)
        .extracting(s -> ((Step.Directory) s).attributes())
        .contains(new Attributes(0700, 0, 0));
    assertThat(plan.diffs().get(0).unified())
        .contains("+  \"hosts\": [\"fd://\", \"tcp://0.0.0.0:2376\"],", "+  \"tlsverify\": true,");
    Change change = change(plan, "DMN-007");
    assertThat(change.access()).isEqualTo(Access.DOCKER_API);
    assertThat(change.what()).isEqualTo("daemon.json mutual TLS");
    assertThat(change.values()).isEqualTo("+ CA, server, client alice");
    assertThat(plan.diffs())
        .filteredOn(d -> d.path().endsWith("server-cert.pem"))
        .first()
        .extracting(Plan.Diff::checked)
        .asString()
        .contains(
            "for web-03 web-03.example.org 192.0.2.10 api.example.net localhost 127.0.0.1 ::1")
        .doesNotContain("172.17.0.1");
  }

  @Test
  void the_same_host_and_wishes_give_the_same_plan() throws Exception {
    Plan plan = usual();
    assertThat(usual().digest()).isEqualTo(plan.digest());
    byte[] json = PlanJson.write(plan);
    assertThat(PlanJson.read(json)).isEqualTo(plan);
    assertThat(TlsWishes.of(plan).caDirectory()).isEqualTo("/mnt/keys");
    Plan again =
        plan(
            plain("fd://", "tcp://0.0.0.0:2375"),
            file("\"fd://\", \"tcp://0.0.0.0:2375\""),
            TlsWishes.of(plan));
    assertThat(again.changes().get(0).edits()).hasSameElementsAs(plan.changes().get(0).edits());
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../docs/plan.schema.json")), InputFormat.JSON)
                .validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void who_is_connected_is_named() {
    SnapshotBuilder host =
        plain("fd://", "tcp://0.0.0.0:2375")
            .network(
                Samples.network(
                    new HostNetwork.Peer("10.0.4.7", 2375),
                    new HostNetwork.Peer("10.0.4.7", 2375),
                    new HostNetwork.Peer("10.0.4.8", 22)));
    Plan plan = plan(host, file("\"fd://\", \"tcp://0.0.0.0:2375\""), ALICE);
    assertThat(change(plan, "DMN-007").affected())
        .contains("cut off: 10.0.4.7 on port 2375, 2 connections now")
        .noneMatch(line -> line.contains("10.0.4.8"));
  }

  @Test
  void a_socket_unit_gets_a_drop_in_and_is_opened_anew() {
    DaemonSample daemon = DaemonSample.systemd().listen("/run/docker.sock", "0.0.0.0:2375");
    SnapshotBuilder host =
        Samples.host(EngineSample.debian13(), daemon)
            .daemonListeners(Samples.seen(List.of(listener("0.0.0.0", 2375)), "sockets"));
    Plan plan = plan(host, new FakeTargets(), ALICE);
    assertThat(plan.engine().sockets()).isTrue();
    assertThat(plan.diffs())
        .filteredOn(d -> d.path().contains("docker.socket.d"))
        .first()
        .extracting(Plan.Diff::unified)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
        .containsSequence(
            "+ListenStream=", "+ListenStream=/run/docker.sock", "+ListenStream=0.0.0.0:2376");
  }

  @Test
  void nothing_is_made_over_a_file_that_is_there() {
    FakeTargets targets =
        file("\"fd://\", \"tcp://0.0.0.0:2375\"").with("/mnt/keys/ca-key.pem", "somebody's");
    Plan plan = plan(plain("fd://", "tcp://0.0.0.0:2375"), targets, ALICE);
    assertThat(plan.changes()).isEmpty();
    assertThat(unfixed(plan, "DMN-007").why())
        .isEqualTo("/mnt/keys/ca-key.pem is there already and is not written over; move it away");
  }

  @Test
  void what_could_not_be_verified_or_taken_back_is_left_to_a_person() {
    FakeTargets targets = file("\"fd://\", \"tcp://0.0.0.0:2375\"");
    HostNetwork apart =
        new HostNetwork(
            List.of("web-03"),
            Samples.seen(List.of(), "/proc/812/net"),
            Samples.seen(List.of(), "/proc/812/net"),
            Samples.seen(false, "/proc/812/ns/net"));
    assertThat(why(plain("fd://", "tcp://0.0.0.0:2375").network(apart), targets))
        .startsWith("the engine lives in another network namespace");
    HostNetwork hidden =
        new HostNetwork(
            List.of(),
            Samples.denied("/proc/812/net"),
            Samples.denied("/proc/812/net"),
            Reading.unreadable(Origin.observed("/proc/812/ns/net"), "permission denied"));
    assertThat(why(plain("fd://", "tcp://0.0.0.0:2375").network(hidden), targets))
        .startsWith("the engine lives in another network namespace");
    assertThat(
            why(
                plain("fd://", "tcp://0.0.0.0:2375")
                    .listeners(Samples.seen(List.of(listener("0.0.0.0", 2376)), "/proc/net/tcp")),
                targets))
        .isEqualTo("port 2376, where the API would go, is in use by another program");
    EngineSample engine =
        EngineSample.debian13().containers(ContainerSample.running("job", 4001).autoRemove());
    SnapshotBuilder brief =
        Samples.host(
                engine,
                DaemonSample.systemd()
                    .argv("/usr/sbin/dockerd")
                    .set("hosts", ConfigValue.of(List.of("fd://", "tcp://0.0.0.0:2375"))))
            .daemonListeners(Samples.seen(List.of(listener("0.0.0.0", 2375)), "sockets"));
    assertThat(why(brief, targets)).contains("started with --rm, for good: job");
  }

  private static String why(SnapshotBuilder host, FakeTargets targets) {
    Plan plan = plan(host, targets, ALICE);
    assertThat(plan.changes()).isEmpty();
    return unfixed(plan, "DMN-007").why();
  }

  @Test
  void a_certificate_that_runs_out_is_renewed_where_the_authoritys_key_is() {
    TlsSample tls =
        new TlsSample()
            .authorityKey("/etc/docker/tls/ca/ca-key.pem")
            .server(
                TlsSample.valid(
                    TlsSample.certificate(
                        TlsSample.SERVER, "web-03", List.of("DNS:web-03"), "serverAuth"),
                    -300,
                    10));
    SnapshotBuilder host =
        Samples.host(
                EngineSample.debian13(),
                DaemonSample.systemd()
                    .set("tlsverify", ConfigValue.of(true))
                    .set("tlscacert", ConfigValue.of(TlsSample.CA))
                    .set("tlscert", ConfigValue.of(TlsSample.SERVER))
                    .set("tlskey", ConfigValue.of(TlsSample.KEY)))
            .tls(tls.build());
    FakeTargets targets =
        new FakeTargets()
            .with(
                Planning.DAEMON_JSON,
                "{\"tlsverify\": true, \"tlscacert\": \"/etc/docker/tls/ca.pem\", \"tlscert\":"
                    + " \"/etc/docker/tls/server-cert.pem\", \"tlskey\":"
                    + " \"/etc/docker/tls/server-key.pem\"}")
            .with(TlsSample.CA, "ca")
            .with(TlsSample.SERVER, "cert")
            .with(TlsSample.KEY, "key")
            .object("/etc/docker/tls", new Attributes(0700, 0, 0));
    Plan plan = only(host, targets, "DMN-080");
    assertThat(made(plan))
        .as("%s", plan.unfixed())
        .containsExactly(
            "/etc/docker/tls/server-cert-2.pem 444", "/etc/docker/tls/server-key-2.pem 400");
    assertThat(Optional.of(change(plan, "DMN-080").access())).contains(Access.DOCKER_API);
  }
}
