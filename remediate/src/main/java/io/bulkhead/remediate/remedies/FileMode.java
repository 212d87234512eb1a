package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Takes permission bits away; none is ever added.
 *
 * @param limit bits that may stay, octal like 0644
 * @param places paths to look at, beside those the verdict names
 * @param access which way in it can cut off
 * @param breaks what may stop working
 */
record FileMode(
    CheckId cures,
    int limit,
    Function<HostSnapshot, List<String>> places,
    Access access,
    String breaks)
    implements Remedy {

  static FileMode of(String id, int limit, Function<HostSnapshot, List<String>> places) {
    return new FileMode(new CheckId(id), limit, places, Access.NONE, "");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    List<Proposal> proposals = new ArrayList<>();
    for (FileStat stat : FilePlaces.seen(host, failed, places.apply(host))) {
      if (!stat.acl().isEmpty()) {
        AccessListFix.of(this, host, stat).ifPresent(proposals::add);
      } else if (!stat.modeWithin(kept(stat))) {
        proposals.add(fix(stat));
      }
    }
    return proposals.isEmpty() ? List.of(OwnHands.asJudged(failed)) : proposals;
  }

  /** Set-group-id and sticky bits of a directory widen nothing and stay. */
  int kept(FileStat stat) {
    return stat.kind() == FileKind.DIRECTORY ? limit | 03000 : limit;
  }

  private Proposal fix(FileStat stat) {
    Attributes before = new Attributes(stat.mode(), stat.uid(), stat.gid());
    Attributes after = new Attributes(stat.mode() & kept(stat), stat.uid(), stat.gid());
    return new Proposal.Fix(
        List.of(new Edit.Attribute(stat.realPath(), before, after)),
        EngineAction.Kind.NONE,
        access,
        new Undo.Exact(),
        breaks,
        List.of());
  }
}
