package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.snapshot.Samples.DOCKER_GID;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerGroupTest {
  private static Judging judge(SnapshotBuilder host) {
    return Judging.of("HST-001", host);
  }

  private static SnapshotBuilder with(Accounts accounts) {
    return Samples.host().accounts(Samples.seen(accounts, "/etc/passwd and /etc/group"));
  }

  @Test
  void an_empty_group_passes() {
    judge(Samples.host()).passes("group docker of /var/run/docker.sock has no member");
  }

  @Test
  void a_member_fails_by_name() {
    judge(with(Samples.accounts(List.of("alice"), List.of())))
        .quotes("/var/run/docker.sock 0660 root:docker")
        .decidedBy(
            Outcome.FAIL, "account alice: is in group docker, which may use /var/run/docker.sock");
  }

  @Test
  void a_member_whom_the_policy_lists_passes_and_the_others_fail() {
    SnapshotBuilder host = with(Samples.accounts(List.of("ci-1", "alice"), List.of()));
    Policy policy = Policy.DEFAULT.with(HostValues.DOCKER_GROUP, List.of("ci-*"));
    Judging.of("HST-001", host, policy)
        .decidedBy(
            Outcome.FAIL, "account alice: is in group docker, which may use /var/run/docker.sock");
    Judging.of("HST-001", with(Samples.accounts(List.of("ci-1"), List.of())), policy)
        .quotes("policy host.docker-group [ci-*]")
        .passes("may be in group docker");
  }

  @Test
  void members_are_compared_whole_so_ali_is_not_alice() {
    judge(with(Samples.accounts(List.of("ali"), List.of())))
        .decidedBy(
            Outcome.FAIL, "account ali: is in group docker, which may use /var/run/docker.sock");
  }

  @Test
  void a_user_whose_primary_group_it_is_fails_though_no_member_list_names_it() {
    Accounts accounts =
        new Accounts(
            List.of(new Accounts.User("deploy", 1002, DOCKER_GID, "/home/deploy", "/bin/sh")),
            List.of(new Accounts.Group("docker", DOCKER_GID, List.of())),
            List.of());
    judge(with(accounts))
        .decidedBy(
            Outcome.FAIL,
            "account deploy: has group docker as its primary group, which may use"
                + " /var/run/docker.sock");
  }

  @Test
  void the_group_is_that_of_the_socket_whatever_its_name() {
    Accounts accounts =
        new Accounts(
            List.of(),
            List.of(
                new Accounts.Group("docker", DOCKER_GID, List.of("alice")),
                new Accounts.Group("engineers", 5000, List.of("bob")),
                new Accounts.Group("sameid", 5000, List.of("carol"))),
            List.of());
    SnapshotBuilder host = with(accounts);
    String path = WellKnownPaths.ENGINE_SOCKET;
    host.file(path, Samples.socket(path, 0660, 0, 5000));
    judge(host)
        .decidedBy(
            Outcome.FAIL,
            "account bob: is in group 5000, which may use /var/run/docker.sock",
            "account carol: is in group 5000, which may use /var/run/docker.sock");
  }

  @Test
  void root_in_the_group_is_no_finding() {
    judge(with(Samples.accounts(List.of("root"), List.of())))
        .passes("group docker of /var/run/docker.sock has no member");
  }

  @Test
  void a_directory_service_keeps_it_from_passing() {
    judge(with(Samples.accounts(List.of(), List.of("sss"))))
        .isUndetermined(
            "accounts also come from sss, whose members of group docker cannot be listed");
  }

  @Test
  void a_socket_of_group_root_passes() {
    String path = WellKnownPaths.ENGINE_SOCKET;
    judge(Samples.host().file(path, Samples.socket(path, 0660, 0, 0)))
        .passes("/var/run/docker.sock belongs to group root");
  }

  @Test
  void a_group_that_may_not_write_may_not_connect() {
    String path = WellKnownPaths.ENGINE_SOCKET;
    judge(
            with(Samples.accounts(List.of("alice"), List.of()))
                .file(path, Samples.socket(path, 0640, 0, DOCKER_GID)))
        .passes("the group of /var/run/docker.sock may not connect");
  }

  @Test
  void unreadable_accounts_are_undetermined() {
    judge(Samples.host().accounts(Samples.denied("/etc/group")))
        .isUndetermined("could not read /etc/group: permission denied");
  }

  @Test
  void an_unreadable_socket_is_undetermined() {
    String path = WellKnownPaths.ENGINE_SOCKET;
    judge(Samples.host().file(path, Samples.denied(path)))
        .isUndetermined("could not read /var/run/docker.sock: permission denied");
  }

  @Test
  void a_remote_engine_is_not_judged_by_local_accounts() {
    judge(
            Samples.host(
                EngineSample.debian13(),
                DaemonSample.systemd().process(Reading.absent(Origin.observed("/proc")))))
        .isUndetermined("the engine does not share this system's files and accounts");
  }

  @Test
  void a_stopped_engine_is_judged_by_the_group_it_will_use() {
    SnapshotBuilder host =
        Samples.host(
                EngineSample.debian13().unreachable("no socket"), DaemonSample.systemd().stopped())
            .accounts(Samples.seen(Samples.accounts(List.of("alice"), List.of()), "/etc/group"));
    for (String path : List.of("/var/run/docker.sock", "/run/docker.sock")) {
      host.file(path, Reading.absent(Origin.observed(path)));
    }
    judge(host).fails("is in group docker, which may use the engine's socket at the next start");
  }

  @Test
  void without_an_engine_it_does_not_apply() {
    judge(Samples.withoutDocker()).isNotApplicable("no Docker Engine was found here");
  }
}
