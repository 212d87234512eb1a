package io.bulkhead.audit.checks.client;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.AclEntry;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.ClientConfig.Context;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Vantage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientChecksTest {
  private static final String PATH = "/home/alice/.docker/config.json";

  private static SnapshotBuilder config(List<String> plain, String store, Context... contexts) {
    ClientConfig config =
        new ClientConfig("alice", PATH, plain, store, List.of(contexts), "", List.of());
    return Samples.host()
        .clients(List.of(Samples.seen(config, PATH)))
        .file(PATH, Samples.regular(PATH, 0600, 1000, 1000));
  }

  private static SnapshotBuilder file(Reading<FileStat> stat) {
    return config(List.of(), "").file(PATH, stat);
  }

  @Test
  void a_private_file_passes() {
    Judging.of("CLI-001", config(List.of(), "")).passes("mode is 0600");
    Judging.of("CLI-001", file(Samples.regular(PATH, 0400, 1000, 1000))).passes("mode is 0400");
  }

  @Test
  void a_readable_file_fails() {
    Judging.of("CLI-001", file(Samples.regular(PATH, 0644, 1000, 1000)))
        .decidedBy(Outcome.FAIL, PATH + ": mode is 0644, at most 0600 expected");
  }

  @Test
  void another_owner_fails() {
    Judging.of("CLI-001", file(Samples.regular(PATH, 0600, 1001, 1001)))
        .fails("belongs to ali, alice expected");
  }

  @Test
  void an_acl_entry_fails() {
    Reading<FileStat> stat = Samples.regular(PATH, 0600, 1000, 1000);
    Judging.of("CLI-001", file(Samples.withAcl(stat, new AclEntry("user", 1001, 4))))
        .fails("mode is 0600, but the ACL admits others");
  }

  @Test
  void an_unseen_file_is_undetermined() {
    Judging.of("CLI-001", file(Samples.denied(PATH)))
        .isUndetermined("could not read /home/alice/.docker/config.json: permission denied");
    Judging.of("CLI-002", Samples.host().clients(List.of(Samples.denied("/home/bob"))))
        .isUndetermined("could not read /home/bob: permission denied");
  }

  @Test
  void no_configuration_does_not_apply() {
    for (String id : List.of("CLI-001", "CLI-002", "CLI-003")) {
      Judging.of(id, Samples.host().clients(List.of(Reading.absent(Origin.observed(PATH)))))
          .isNotApplicable("no user has a configuration of the docker command");
    }
  }

  @Test
  void credentials_in_the_file_fail_by_registry() {
    Judging.of("CLI-002", config(List.of("ghcr.io", "registry.example"), "pass"))
        .fails("holds credentials for ghcr.io, registry.example, merely encoded");
  }

  @Test
  void a_helper_or_nothing_passes() {
    Judging.of("CLI-002", config(List.of(), "pass")).passes("leaves credentials to helper pass");
    Judging.of("CLI-002", config(List.of(), "")).passes("holds no credentials");
  }

  @Test
  void a_plain_context_fails_also_one_that_is_not_in_use() {
    Judging.of(
            "CLI-003",
            config(
                List.of(),
                "",
                new Context("prod", "tcp://10.0.0.5:2375", false, true),
                new Context("safe", "tcp://10.0.0.5:2376", true, true),
                new Context("far", "ssh://ops@10.0.0.5", false, true)))
        .decidedBy(Outcome.FAIL, "context prod of alice: talks to tcp://10.0.0.5:2375 without TLS");
  }

  @Test
  void contexts_with_tls_or_ssh_pass() {
    Judging.of("CLI-003", config(List.of(), "", new Context("far", "ssh://ops@h", false, true)))
        .passes("talks to ssh://ops@h");
    Judging.of("CLI-003", config(List.of(), "")).passes("has no context");
  }

  @Test
  void docker_host_over_tcp_is_undetermined() {
    Vantage vantage =
        new Vantage(
            "0.1.0",
            Samples.TAKEN_AT,
            0,
            "/",
            "h",
            "",
            "tcp://10.0.0.5:2376",
            "DOCKER_HOST",
            List.of());
    Judging.of("CLI-003", Samples.host().vantage(vantage))
        .isUndetermined("leads to tcp://10.0.0.5:2376, and whether with TLS is not recorded");
  }
}
