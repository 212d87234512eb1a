package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Listener.Holder;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherServicesTest {
  private static Judging judge(Listener... listeners) {
    return Judging.of("HST-004", listening(listeners));
  }

  private static SnapshotBuilder listening(Listener... listeners) {
    return Samples.host().listeners(Samples.seen(List.of(listeners), "/proc/net/tcp"));
  }

  private static Listener listener(int port, Holder... holders) {
    return new Listener("tcp", "0.0.0.0", port, Samples.seen(List.of(holders), "/proc/*/fd"));
  }

  private static Holder holder(String command, String exe) {
    return new Holder(900, command, exe, "");
  }

  @Test
  void engine_proxy_and_ssh_pass() {
    judge(
            listener(22, holder("sshd", "/usr/sbin/sshd")),
            listener(8080, holder("docker-proxy", "/usr/sbin/docker-proxy")),
            listener(53, holder("systemd-resolve", "/usr/lib/systemd/systemd-resolved")),
            listener(6000, new Holder(44, "postgres", "/usr/bin/postgres", "f".repeat(64))))
        .passes("only containers, the engine and what a server needs listen here");
  }

  @Test
  void another_service_fails_with_its_ports() {
    judge(
            listener(5432, holder("postgres", "/usr/lib/postgresql/17/bin/postgres")),
            listener(5433, holder("postgres", "/usr/lib/postgresql/17/bin/postgres")))
        .decidedBy(
            Outcome.FAIL,
            "process postgres (pid 900): listens on tcp 0.0.0.0:5432, tcp 0.0.0.0:5433 outside every"
                + " container");
  }

  @Test
  void a_service_that_the_policy_lists_passes_on_that_port_only() {
    Policy policy = Policy.DEFAULT.with(HostValues.LISTENERS, List.of("*:5432"));
    Holder postgres = holder("postgres", "/usr/lib/postgresql/17/bin/postgres");
    Judging.of("HST-004", listening(listener(5432, postgres)), policy)
        .passes(
            "only containers, the engine and what a server needs, or the policy lists, listen here");
    Judging.of("HST-004", listening(listener(15432, postgres)), policy)
        .fails("listens on tcp 0.0.0.0:15432 outside every container");
  }

  @Test
  void a_program_elsewhere_that_calls_itself_sshd_fails() {
    judge(listener(2222, holder("sshd", "/home/alice/sshd")))
        .fails("listens on tcp 0.0.0.0:2222 outside every container");
  }

  @Test
  void an_upgraded_program_keeps_its_name() {
    judge(listener(22, holder("sshd", "/usr/sbin/sshd (deleted)")))
        .passes("only containers, the engine and what a server needs listen here");
  }

  @Test
  void an_unseen_holder_is_undetermined() {
    Reading<List<Holder>> denied = Samples.denied("/proc/*/fd");
    judge(new Listener("tcp6", "::", 111, denied), listener(9, holder("sshd", "")))
        .isUndetermined("which process listens could not be seen for tcp6 [::]:111, tcp 0.0.0.0:9");
  }

  @Test
  void a_socket_that_nobody_holds_is_undetermined() {
    judge(listener(2049))
        .isUndetermined("which process listens could not be seen for tcp 0.0.0.0:2049");
  }

  @Test
  void unseen_sockets_are_undetermined() {
    Judging.of("HST-004", Samples.host().listeners(Samples.denied("/proc/net/tcp")))
        .isUndetermined("could not read /proc/net/tcp: permission denied");
  }
}
