package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Gives files to root.
 *
 * @param groupToo true if the group is to be root as well, false to leave it
 * @param places paths to look at, beside those the verdict names
 * @param access which way in it can cut off
 */
record FileOwner(
    CheckId cures, boolean groupToo, Function<HostSnapshot, List<String>> places, Access access)
    implements Remedy {

  static FileOwner of(String id, Function<HostSnapshot, List<String>> places) {
    return new FileOwner(new CheckId(id), true, places, Access.NONE);
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    List<Proposal> proposals = new ArrayList<>();
    for (FileStat stat : FilePlaces.seen(host, failed, places.apply(host))) {
      if (stat.uid() != 0 || (groupToo && stat.gid() != 0)) {
        proposals.add(fixOrHand(host, stat));
      }
    }
    return proposals.isEmpty() ? List.of(OwnHands.asJudged(failed)) : proposals;
  }

  private Proposal fixOrHand(HostSnapshot host, FileStat stat) {
    String command = "chown " + (groupToo ? "root:root " : "root ") + stat.realPath();
    if (rootless(host)) {
      return new Manual(
          "the engine runs without root, its files belong to its user", List.of(command));
    }
    if (!host.vantage().live() && !host.vantage().privileged()) {
      return new Manual("only root can give files away", List.of("as root: " + command));
    }
    Attributes before = new Attributes(stat.mode(), stat.uid(), stat.gid());
    Attributes after = new Attributes(stat.mode(), 0, groupToo ? 0 : stat.gid());
    return new Proposal.Fix(
        List.of(new Edit.Attribute(stat.realPath(), before, after)),
        EngineAction.Kind.NONE,
        access,
        new Undo.Exact(),
        "",
        List.of());
  }

  private static boolean rootless(HostSnapshot host) {
    return host.engine().info().seen().map(i -> i.securityOption("rootless")).orElse(false);
  }
}
