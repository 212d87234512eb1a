package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;

/** Nobody but root is in the group that may use the engine's socket. */
final class DockerGroup implements PolicyCheck {
  private static final CheckMeta META =
      check("HST-001", "No account is in the engine socket's group", Severity.HIGH)
          .passesWhen(
              "the group of the engine's socket has no member but those the policy"
                  + " expects, and the accounts are all local files")
          .because(
              "Every member of the group is root on the host: it can start a container that mounts"
                  + " the whole file system.")
          .advise(
              "Run `gpasswd -d USER GROUP` for each account that does not need it; sessions that are"
                  + " open keep the group until they end.")
          .mayBreak("Accounts of build agents and deployments lose access to the engine.")
          .see("group(5)", "docs.docker.com: Docker daemon attack surface", "CIS 1.1.2");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    List<Ground> grounds = new ArrayList<>();
    List<SocketGroup> groups = SocketGroup.all(host, grounds);
    groups.forEach(
        group ->
            host.accounts()
                .fold(
                    seen -> grounds.addAll(members(group, seen, policy)),
                    none ->
                        grounds.add(
                            Grounds.undetermined("", "there are no account files to look into")),
                    unseen -> grounds.add(Grounds.unseen("", unseen, group.evidence()))));
    return Verdict.over(grounds, "the engine has no unix socket whose group could be used");
  }

  private static List<Ground> members(
      SocketGroup group, Reading.Present<Accounts> seen, Policy policy) {
    Accounts accounts = seen.value();
    List<Ground> grounds = new ArrayList<>();
    for (String name : group.members(accounts)) {
      if (policy.lists(HostValues.DOCKER_GROUP, name)) {
        grounds.add(allowed(group, seen, name, policy));
        continue;
      }
      grounds.add(member(group, seen, name));
    }
    if (!accounts.otherSources().isEmpty()) {
      grounds.add(
          Grounds.undetermined(
              "",
              "accounts also come from "
                  + String.join(", ", accounts.otherSources())
                  + ", whose members of group "
                  + group.name()
                  + " cannot be listed",
              group.evidence()));
    }
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              "",
              "group " + group.name() + " of " + group.socket() + " has no member",
              group.evidence(),
              Evidence.of(seen.origin(), "no member of gid " + group.gid())));
    }
    return grounds;
  }

  private static Ground member(SocketGroup group, Reading.Present<Accounts> seen, String name) {
    boolean primary = seen.value().user(name).filter(u -> u.gid() == group.gid()).isPresent();
    return Grounds.fail(
        "account " + name,
        (primary ? "has" : "is in")
            + " group "
            + group.name()
            + (primary ? " as its primary group" : "")
            + ", which may use "
            + group.socket(),
        group.evidence(),
        Evidence.of(seen.origin(), name + " in " + group.name()));
  }

  private static Ground allowed(
      SocketGroup group, Reading.Present<Accounts> seen, String name, Policy policy) {
    return Grounds.pass(
        "account " + name,
        "may be in group " + group.name(),
        Evidence.of(seen.origin(), name + " in " + group.name()),
        Evidence.of(policy.origin(HostValues.DOCKER_GROUP), policy.get(HostValues.DOCKER_GROUP)));
  }
}
