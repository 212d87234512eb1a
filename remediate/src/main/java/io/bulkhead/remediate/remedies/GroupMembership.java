package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes accounts out of the engine socket's group, each by a change of its own. */
record GroupMembership(CheckId cures) implements Remedy {
  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    String socket = FilePlaces.engineSocket(host).get(0);
    Optional<Accounts> accounts = host.accounts().seen();
    Optional<Accounts.Group> group =
        host.file(socket).seen().map(FileStat::gid).flatMap(g -> accounts.flatMap(a -> a.group(g)));
    if (accounts.isEmpty() || group.isEmpty()) {
      return List.of(
          new Manual(
              "only you know which accounts may have root on this host",
              List.of("see who reaches " + socket + ": stat -c %G " + socket + ", then getent")));
    }
    List<Proposal> proposals = new ArrayList<>();
    for (Ground ground : failed.with(Outcome.FAIL)) {
      String user = ground.subject().replaceFirst("^account ", "");
      proposals.add(
          group.get().members().contains(user)
              ? without(group.get().name(), user)
              : new Manual(
                  user + " has the group as its primary one, or another socket's",
                  List.of("id " + user, "usermod -g OTHER-GROUP " + user)));
    }
    return proposals.isEmpty() ? List.of(OwnHands.asJudged(failed)) : proposals;
  }

  private static Proposal without(String group, String user) {
    return new Proposal.Fix(
        List.of(Edit.Value.of(new Setting.Member(group, user), Setting.Member.NONE)),
        EngineAction.Kind.NONE,
        Access.DOCKER_API,
        new Undo.Exact(),
        "what runs as " + user + " and talks to the engine, such as a build agent",
        List.of("sessions of " + user + " that are open keep the group until they end"));
  }
}
