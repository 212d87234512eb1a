package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.ImageUser;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.checks.facts.PathText;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Interior;
import io.bulkhead.audit.snapshot.Interior.Member;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether processes of a container run as root: all that run, else what its user will be. */
final class RootUser {
  private static final String ACCOUNTS = "/etc/passwd";

  private RootUser() {}

  static Ground judge(HostSnapshot host, Container container) {
    return Proof.of(host, container)
        .fold(
            process -> running(host, container, process),
            stopped -> planned(host, container),
            unseen -> Grounds.unseen("", unseen, says(container)));
  }

  /** What is mounted over the image's accounts decides what a name means. */
  private static Ground planned(HostSnapshot host, Container container) {
    boolean replaced =
        container.mounts().stream().anyMatch(m -> PathText.holds(m.destination(), ACCOUNTS));
    return replaced && ImageUser.named(container.user())
        ? Grounds.undetermined(
            "",
            "whether " + container.user() + " is root stands in the " + ACCOUNTS + " mounted there",
            says(container))
        : ImageUser.judge(
            host,
            container.user(),
            container.imageId(),
            Modes.mapsRoot(host, container),
            says(container));
  }

  private static Ground running(
      HostSnapshot host, Container container, Reading.Present<ProcessFacts> process) {
    Reading<List<ProcessFacts.IdMap>> map = process.value().uidMap();
    if (!(map instanceof Reading.Present<List<ProcessFacts.IdMap>> seen)) {
      return Grounds.undetermined(
          "", "how its users are mapped was not seen", Grounds.evidence(map));
    }
    Optional<Long> root =
        seen.value().stream().filter(m -> m.inside() == 0).map(m -> m.outside()).findFirst();
    if (root.isEmpty()) {
      return Grounds.pass("", "there is no root in its user namespace", Grounds.evidence(seen));
    }
    return host.interior(container)
        .then(inside -> inside.value().members())
        .fold(
            members -> judge(root.get(), members, says(container)),
            none -> Grounds.undetermined("", "its processes were not seen", says(container)),
            unseen -> first(root.get(), process, unseen));
  }

  private static Ground judge(long root, Reading.Present<List<Member>> members, Evidence says) {
    List<Evidence> evidence = new ArrayList<>();
    List<Member> all = members.value();
    if (all.isEmpty()) {
      return Grounds.undetermined("", "its processes ended while it was looked at", says);
    }
    List<Member> asRoot = all.stream().filter(m -> m.uids().contains(root)).toList();
    evidence.add(
        Evidence.of(
            members.origin(),
            all.stream().limit(20).map(RootUser::told).collect(Collectors.joining(", "))));
    evidence.add(says);
    Evidence[] proof = evidence.toArray(Evidence[]::new);
    if (asRoot.isEmpty()) {
      return Grounds.pass(
          "",
          all.size() == 1
              ? "its process does not run as root"
              : "none of its " + all.size() + " processes runs as root",
          proof);
    }
    String names =
        asRoot.stream().map(Member::command).distinct().limit(5).collect(Collectors.joining(", "));
    String which =
        all.size() == 1
            ? "its process runs"
            : asRoot.size() + " of " + all.size() + " processes run";
    return root == 0
        ? Grounds.fail("", which + " as root: " + names, proof)
        : Grounds.pass("", which + " as its root, which is user " + root + " on the host", proof);
  }

  private static String told(Member member) {
    return member.command() + " uid " + member.uids().get(Math.min(1, member.uids().size() - 1));
  }

  /** Only the first process was seen: enough for a failure, not for a pass. */
  private static Ground first(
      long root,
      Reading.Present<ProcessFacts> process,
      Reading.Unreadable<List<Interior.Member>> unseen) {
    Evidence uid = Evidence.of(process.origin(), "uid " + process.value().uid());
    return process.value().uid() == root && root == 0
        ? Grounds.fail("", "its first process runs as root: " + process.value().command(), uid)
        : Grounds.unseen("", unseen, uid);
  }

  private static Evidence says(Container container) {
    return EachContainer.inspect(container, "Config.User", "'" + container.user() + "'");
  }
}
