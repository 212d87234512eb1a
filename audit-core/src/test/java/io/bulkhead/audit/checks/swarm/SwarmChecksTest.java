package io.bulkhead.audit.checks.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.SwarmValues;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SecretSign;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Swarm;
import io.bulkhead.audit.snapshot.SwarmSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwarmChecksTest {
  private static SnapshotBuilder host(EngineSample engine) {
    return Samples.host(engine, DaemonSample.systemd());
  }

  private static SnapshotBuilder host(SwarmSample swarm) {
    return host(EngineSample.debian13().swarm(swarm));
  }

  @Test
  void no_swarm_passes() {
    Judging.of("SWM-001", Samples.host()).passes("swarm mode is off");
  }

  @Test
  void a_swarm_nobody_wants_fails_and_one_that_the_policy_wants_passes() {
    SnapshotBuilder host = host(new SwarmSample());
    Judging.of("SWM-001", host)
        .fails("this node is in a swarm, and no policy says that it is wanted");
    Policy wanted = Policy.DEFAULT.with(SwarmValues.WANTED, true);
    Judging.of("SWM-001", host, wanted).passes("this node is in a swarm, as the policy says");
  }

  @ParameterizedTest
  @ValueSource(strings = {"locked", "error", "pending"})
  void a_swarm_in_trouble_fails_even_where_one_is_wanted(String state) {
    Policy wanted = Policy.DEFAULT.with(SwarmValues.WANTED, true);
    Judging.of("SWM-001", host(EngineSample.debian13().swarm(state)), wanted)
        .fails("swarm mode is on and its state is " + state);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SWM-002", "SWM-003", "SWM-004", "SWM-005", "SWM-006", "SWM-007", "SWM-008", "SWM-009",
        "SWM-010", "SWM-020", "SWM-021"
      })
  void nothing_else_applies_without_a_swarm(String id) {
    Judging.of(id, Samples.host()).isNotApplicable("this node is in no running swarm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SWM-002", "SWM-005", "SWM-006", "SWM-007", "SWM-008", "SWM-009", "SWM-020", "SWM-021"
      })
  void a_worker_leaves_it_to_a_manager(String id) {
    Judging.of(id, host(new SwarmSample().worker()))
        .isNotApplicable("this node is a worker; a manager can tell");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, PASS", "3, 5, PASS", "7, 20, PASS", "1, 3, FAIL", "2, 3, FAIL", "9, 9, FAIL"})
  void managers_are_odd_and_three_to_seven(long managers, long nodes, Outcome outcome) {
    Judging judged = Judging.of("SWM-002", host(new SwarmSample().nodes(managers, nodes)));
    assertThat(judged.verdict().outcome()).isEqualTo(outcome);
  }

  @Test
  void management_on_every_address_fails_and_on_one_passes() {
    Judging.of("SWM-003", host(new SwarmSample()).daemonListeners(listening("::")))
        .decidedBy(Outcome.FAIL, "tcp6 :: port 2377: takes joins on every address of this host");
    Judging.of("SWM-003", host(new SwarmSample()).daemonListeners(listening("192.0.2.1")))
        .passes("takes joins on this address only");
    Judging.of("SWM-003", host(new SwarmSample()).daemonListeners(Samples.denied("sockets")))
        .isUndetermined("could not read sockets: permission denied");
  }

  private static Reading<List<Listener>> listening(String address) {
    Listener listener =
        new Listener("tcp6", address, 2377, Reading.absent(Origin.observed("/proc")));
    return Samples.seen(List.of(listener), "sockets of dockerd");
  }

  @Test
  void an_overlay_is_encrypted_by_the_mere_presence_of_the_option() {
    EngineSample engine =
        EngineSample.debian13()
            .swarm(new SwarmSample())
            .network(overlay("ingress", Map.of()))
            .network(overlay("safe", Map.of("encrypted", "false")));
    Judging.of("SWM-004", host(engine))
        .decidedBy(
            Outcome.FAIL, "network ingress: is not encrypted: the option encrypted is missing");
  }

  private static Engine.Network overlay(String name, Map<String, String> options) {
    return new Engine.Network(name, name, "overlay", false, options, false, List.of(), List.of());
  }

  @Test
  void a_secret_in_the_environment_of_a_service_is_named_and_not_shown() {
    SecretSign sign = new SecretSign("environment variable DB_PASSWORD", "its name says so");
    Judging.of("SWM-005", host(new SwarmSample().service("web").service("db", sign)))
        .decidedBy(
            Outcome.FAIL,
            "service db: secrets stand in its environment: environment variable DB_PASSWORD");
    Judging.of("SWM-005", host(new SwarmSample())).isNotApplicable("the swarm runs no service");
  }

  private static SnapshotBuilder service(Swarm.Restart restart, Container.Published... ports) {
    return host(new SwarmSample().service("db", restart, ports));
  }

  @Test
  void restarts_of_a_service_have_an_end() {
    Judging.of("SWM-020", service(new Swarm.Restart("any", 0)))
        .decidedBy(Outcome.FAIL, "service db: its tasks are started again without end: any");
    Judging.of("SWM-020", service(new Swarm.Restart("on-failure", 9)))
        .fails("its tasks are started again at most 9 times, at most 5 expected");
    Judging.of("SWM-020", service(new Swarm.Restart("any", 3)))
        .passes("its tasks are started again at most 3 times");
    Judging.of("SWM-020", service(new Swarm.Restart("none", 0)))
        .passes("its tasks are not started again");
    Judging.of("SWM-020", host(new SwarmSample())).isNotApplicable("the swarm runs no service");
  }

  @Test
  void what_the_swarm_publishes_is_open_on_every_node() {
    Swarm.Restart never = new Swarm.Restart("none", 0);
    Judging.of("SWM-021", service(never, new Container.Published("0.0.0.0", "80", "6379/tcp")))
        .decidedBy(
            Outcome.FAIL,
            "service db: opens a data store's or an administrator's port on every node:"
                + " 0.0.0.0:80:6379/tcp");
    Judging.of("SWM-021", service(never, new Container.Published("0.0.0.0", "443", "443/tcp")))
        .isManual("whether every node has to open 0.0.0.0:443:443/tcp is for a person");
    Judging.of("SWM-021", service(never)).passes("publishes nothing through the swarm");
  }

  @Test
  void keys_are_locked_or_not() {
    Judging.of("SWM-006", host(new SwarmSample()))
        .fails("keys of managers lie open on their disks");
    Judging.of("SWM-006", host(new SwarmSample().autoLock()))
        .passes("managers keep their keys locked");
    assertThat(Judging.of("SWM-007", host(new SwarmSample().autoLock())).verdict().outcome())
        .isEqualTo(Outcome.MANUAL);
    Judging.of("SWM-007", host(new SwarmSample()))
        .isNotApplicable("managers are not locked, so there is no key to renew");
  }

  @Test
  void certificates_of_nodes_last_as_long_as_the_policy_allows() {
    Policy strict = Policy.DEFAULT.with(SwarmValues.MAX_NODE_CERTIFICATE_DAYS, 30);
    SnapshotBuilder host = host(new SwarmSample().certificateDays(90));
    Judging.of("SWM-008", host).passes("certificates of nodes last 90 days");
    Judging.of("SWM-008", host, strict)
        .fails("certificates of nodes last 90 days, at most 30 expected");
    // a tool that knows one good value only calls this bad
    Judging.of("SWM-008", host(new SwarmSample().certificateDays(1)), strict)
        .passes("certificates of nodes last 1 days");
  }

  @Test
  void an_authority_older_than_a_year_fails() {
    Judging.of("SWM-009", host(new SwarmSample())).passes("the authority is 22 days old");
    Judging.of("SWM-009", host(new SwarmSample().authoritySince("2024-11-01T00:00:00Z")))
        .fails("the authority is 752 days old, at most 365 expected");
  }

  @Test
  void whether_the_planes_are_apart_is_for_a_person_to_look_up() {
    assertThat(Judging.of("SWM-010", host(new SwarmSample())).verdict().outcome())
        .isEqualTo(Outcome.MANUAL);
  }
}
