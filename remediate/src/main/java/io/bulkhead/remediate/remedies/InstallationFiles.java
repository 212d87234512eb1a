package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Modes and owners of the files that an engine's installation consists of. */
final class InstallationFiles {
  static final List<Remedy> ALL =
      List.of(
          owner("FIL-014"),
          new ModeByFile("FIL-015", InstallationFiles::ofRegistry),
          owner("FIL-016"),
          mode("FIL-017", 0644),
          mode("FIL-018", 0644),
          owner("FIL-019"),
          new Both("FIL-020", 0644),
          new Both(
              new CheckId("FIL-021"),
              new ModeByFile("FIL-021", InstallationFiles::inDataRoot),
              new FileOwner(new CheckId("FIL-021"), false, host -> List.of(), Access.NONE)),
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

  private static int ofRegistry(FileStat file) {
    boolean key = file.path().endsWith(".key");
    return file.kind() == FileKind.DIRECTORY ? 0755 : key ? 0400 : 0444;
  }

  /** Others may pass to volumes, not into layers. */
  private static int inDataRoot(FileStat file) {
    String path = file.path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return WellKnownPaths.DATA_PARTS.contains(name) && !name.equals("volumes") ? 0710 : 0711;
  }

  /**
   * Bits are taken away from the files that the verdict names.
   *
   * @param limit bits that may stay
   */
  private record ModeByFile(String id, ToIntFunction<FileStat> limit) implements Remedy {
    @Override
    public CheckId cures() {
      return new CheckId(id);
    }

    @Override
    public List<Proposal> propose(HostSnapshot host, Verdict failed) {
      List<Proposal> fixes = new ArrayList<>();
      for (FileStat file : FilePlaces.seen(host, failed, List.of())) {
        Verdict about =
            Verdict.over(
                failed.grounds().stream().filter(g -> g.subject().equals(file.path())).toList(),
                "not among them");
        fixes.addAll(mode(id, limit.applyAsInt(file)).propose(host, about));
      }
      return fixes.isEmpty() ? List.of(OwnHands.asJudged(failed)) : fixes;
    }
  }
}
