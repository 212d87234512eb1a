package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** Modes and owners of the files that an engine's installation consists of. */
final class InstallationFiles {
  static final List<Remedy> ALL =
      List.of(
          owner("FIL-014"),
          new RegistryFileMode(),
          owner("FIL-016"),
          mode("FIL-017", 0644),
          mode("FIL-018", 0644),
          owner("FIL-019"),
          new Both("FIL-020", 0644),
          new Both("FIL-021", 0711),
          new Both("FIL-022", 0755),
          new Both("FIL-023", 0755),
          new Both("FIL-024", 0755));

  private InstallationFiles() {}

  private static Remedy mode(String id, int limit) {
    return FileMode.of(id, limit, host -> List.of());
  }

  private static Remedy owner(String id) {
    return FileOwner.of(id, host -> List.of());
  }

  /** Mode and owner of the files that the verdict names; each only where it is wrong. */
  private record Both(CheckId cures, Remedy mode, Remedy owner) implements Remedy {
    Both(String id, int limit) {
      this(new CheckId(id), InstallationFiles.mode(id, limit), InstallationFiles.owner(id));
    }

    @Override
    public List<Proposal> propose(HostSnapshot host, Verdict failed) {
      List<Proposal> all = new ArrayList<>(mode.propose(host, failed));
      all.addAll(owner.propose(host, failed));
      List<Proposal> fixes = all.stream().filter(p -> p instanceof Proposal.Fix).toList();
      return fixes.isEmpty() ? List.of(all.get(0)) : fixes;
    }
  }

  /** Certificates may be read by all, keys by root. */
  private record RegistryFileMode() implements Remedy {
    private static final String ID = "FIL-015";

    @Override
    public CheckId cures() {
      return new CheckId(ID);
    }

    @Override
    public List<Proposal> propose(HostSnapshot host, Verdict failed) {
      List<Proposal> fixes = new ArrayList<>();
      for (FileStat file : FilePlaces.seen(host, failed, List.of())) {
        boolean key = file.path().endsWith(".key");
        int limit = file.kind() == FileKind.DIRECTORY ? 0755 : key ? 0400 : 0444;
        Verdict about =
            Verdict.over(
                failed.grounds().stream().filter(g -> g.subject().equals(file.path())).toList(),
                "not among them");
        fixes.addAll(mode(ID, limit).propose(host, about));
      }
      return fixes.isEmpty() ? List.of(OwnHands.asJudged(failed)) : fixes;
    }
  }
}
