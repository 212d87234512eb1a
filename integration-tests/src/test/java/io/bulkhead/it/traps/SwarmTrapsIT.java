package io.bulkhead.it.traps;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.it.Bulkhead;
import io.bulkhead.it.EngineUnderTest;
import io.bulkhead.it.RealEngine;
import io.bulkhead.it.Report;
import io.bulkhead.it.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What other tools get wrong about swarms, seen on a real one of a manager and a worker. */
@RealEngine
class SwarmTrapsIT {
  private static final String WIRE =
      """
      ip link add wire netns bulkhead-it-swarm-one type veth peer name wire netns bulkhead-it-swarm-two
      ip -n bulkhead-it-swarm-one addr add 10.98.0.1/24 dev wire
      ip -n bulkhead-it-swarm-two addr add 10.98.0.2/24 dev wire
      ip -n bulkhead-it-swarm-one link set wire up
      ip -n bulkhead-it-swarm-two link set wire up
      """;

  private static EngineUnderTest manager;
  private static EngineUnderTest worker;
  private static Report alone;
  private static Report joined;
  private static Report atWorker;

  @BeforeAll
  static void make() {
    manager = EngineUnderTest.up("swarm-one");
    worker = EngineUnderTest.up("swarm-two");
    Run.command("sh", "-ec", WIRE).text();
    String address = "10.98.0.1:2377";
    docker("swarm", "init", "--advertise-addr", address, "--listen-addr", address);
    docker("swarm", "update", "--cert-expiry", "24h");
    docker("network", "create", "-d", "overlay", "--opt", "encrypted=false", "locked");
    service("store", "--publish", "6379:6379", "-e", "DB_PASSWORD=hunter2");
    service("web", "--publish", "8080:80", "--restart-max-attempts", "3");
    service("batch", "--restart-condition", "none", "-e", "DB_PASSWORD_FILE=/run/secrets/db");
    alone = audit(manager);
    String token = manager.docker("swarm", "join-token", "-q", "worker").exits(0).out().strip();
    worker
        .docker("swarm", "join", "--token", token, "--advertise-addr", "10.98.0.2", address)
        .exits(0);
    joined = audit(manager);
    atWorker = audit(worker);
  }

  private static void docker(String... words) {
    manager.docker(words).exits(0);
  }

  private static void service(String name, String... options) {
    List<String> words = new ArrayList<>(List.of("service", "create", "-d", "-q", "--name", name));
    words.addAll(List.of(options));
    words.addAll(List.of("--no-resolve-image", "busybox:it", "sleep", "100000"));
    docker(words.toArray(String[]::new));
  }

  private static Report audit(EngineUnderTest engine) {
    return Bulkhead.on(engine).audit("--only", "SWM-*,CTR-023");
  }

  @AfterAll
  static void end() {
    worker.close();
    manager.close();
  }

  /** docker-bench counts lines with the word Leader: one on any manager, none on a worker. */
  @Test
  void managers_are_counted_against_the_nodes() {
    assertThat(alone.outcome("SWM-002")).isEqualTo("pass");
    assertThat(joined.outcome("SWM-002")).isEqualTo("fail");
    assertThat(joined.finding("SWM-002").toString()).contains("1 manager for 2 nodes");
    assertThat(atWorker.outcome("SWM-002")).isEqualTo("not-applicable");
  }

  /** docker-bench knows one good life of a certificate. */
  @Test
  void a_certificate_of_a_day_is_good() {
    assertThat(alone.outcome("SWM-008")).isEqualTo("pass");
  }

  /** The driver asks whether the option is there, and not what it says. */
  @Test
  void an_overlay_is_encrypted_also_by_false() {
    assertThat(alone.bySubject("SWM-004"))
        .containsEntry("network locked", "pass")
        .containsEntry("network ingress", "fail");
  }

  @Test
  void management_on_one_address_passes() {
    assertThat(alone.outcome("SWM-003")).isEqualTo("pass");
  }

  @Test
  void a_secret_in_a_service_fails_and_the_name_of_a_file_does_not() {
    assertThat(alone.bySubject("SWM-005"))
        .containsEntry("service store", "fail")
        .containsEntry("service batch", "pass");
    assertThat(alone.json().toString()).doesNotContain("hunter2");
  }

  /** docker-bench judges the policy of the task's container, which is always empty. */
  @Test
  void restarts_are_judged_at_the_service() {
    assertThat(alone.bySubject("SWM-020"))
        .containsEntry("service store", "fail")
        .containsEntry("service web", "pass")
        .containsEntry("service batch", "pass");
    assertThat(alone.outcome("CTR-023")).isEqualTo("not-applicable");
  }

  /** No container shows what the swarm publishes on every node. */
  @Test
  void ports_are_judged_at_the_service() {
    assertThat(alone.bySubject("SWM-021"))
        .containsEntry("service store", "fail")
        .containsEntry("service web", "manual")
        .containsEntry("service batch", "pass");
  }
}
