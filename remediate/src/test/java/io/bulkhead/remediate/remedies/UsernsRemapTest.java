package io.bulkhead.remediate.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Proposal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsernsRemapTest {
  private static SnapshotBuilder host(EngineSample engine, DaemonSample daemon) {
    Accounts usual = Samples.accounts();
    List<Accounts.User> users = new ArrayList<>(usual.users());
    users.add(new Accounts.User("dockremap", 990, 990, "/nonexistent", "/usr/sbin/nologin"));
    List<Accounts.Group> groups = new ArrayList<>(usual.groups());
    groups.add(new Accounts.Group("dockremap", 990, List.of()));
    return Samples.host(engine, daemon)
        .accounts(Samples.seen(new Accounts(users, groups, List.of()), "/etc/passwd"));
  }

  private static Proposal propose(SnapshotBuilder draft) {
    return new UsernsRemap().propose(draft.build(), Verdict.fail("x")).get(0);
  }

  @Test
  void it_is_offered_on_request_only_with_entries_behind_those_that_are_there() {
    DaemonSample daemon =
        DaemonSample.systemd()
            .subordinates(new Daemon.Subordinate("/etc/subuid", "alice", 100_000, 65_536));
    EngineSample engine =
        EngineSample.debian13().containers(ContainerSample.exited("old").image("shop:1"));
    Proposal.OnRequest asked = (Proposal.OnRequest) propose(host(engine, daemon));
    assertThat(asked.fix().edits())
        .containsSubsequence(
            new Edit.Line("/etc/subuid", null, "dockremap:165536:65536"),
            new Edit.Line("/etc/subgid", null, "dockremap:165536:65536"));
    assertThat(((Edit.Key) asked.fix().edits().get(0)).after()).hasToString("\"dockremap\"");
    assertThat(asked.fix().affected().toString()).contains("old", "shop:1", "vanish from view");
  }

  @Test
  void entries_that_are_there_are_not_made_again() {
    DaemonSample daemon =
        DaemonSample.systemd()
            .subordinates(
                new Daemon.Subordinate("/etc/subuid", "dockremap", 100_000, 65_536),
                new Daemon.Subordinate("/etc/subgid", "dockremap", 100_000, 65_536));
    Proposal.OnRequest asked = (Proposal.OnRequest) propose(host(EngineSample.debian13(), daemon));
    assertThat(asked.fix().edits()).hasSize(1);
  }

  @Test
  void running_containers_a_swarm_and_a_missing_account_stand_in_the_way() {
    EngineSample running = EngineSample.debian13().containers(ContainerSample.running("web", 4001));
    assertThat(why(host(running, DaemonSample.systemd()))).contains("orphans", "web");
    assertThat(why(host(EngineSample.debian13().swarm("active"), DaemonSample.systemd())))
        .contains("swarm mode");
    assertThat(why(Samples.host())).contains("an account is needed");
  }

  private static String why(SnapshotBuilder draft) {
    return ((Proposal.Manual) propose(draft)).why();
  }
}
