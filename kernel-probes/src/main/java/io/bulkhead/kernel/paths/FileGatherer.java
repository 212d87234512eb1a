package io.bulkhead.kernel.paths;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import io.bulkhead.kernel.view.HostView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down the status of files: the well-known ones at once, while the engine is still being
 * asked, and those that others want afterwards.
 */
public final class FileGatherer implements Gatherer {
  private final HostView view;
  private final Phase phase;

  private FileGatherer(HostView view, Phase phase) {
    this.view = view;
    this.phase = phase;
  }

  /** Both looks. */
  public static List<Gatherer> both(HostView view) {
    return List.of(new FileGatherer(view, Phase.FIRST), new FileGatherer(view, Phase.SECOND));
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Set<String> paths = new LinkedHashSet<>(WellKnownPaths.ALL);
    if (phase == Phase.SECOND) {
      paths = new LinkedHashSet<>(draft.wantedFiles());
      paths.removeAll(WellKnownPaths.ALL);
    }
    Optional<String> foreign = view.foreignFiles();
    for (String path : paths) {
      draft.file(
          path,
          foreign
              .map(why -> Reading.<FileStat>unreadable(Origin.observed(path), why))
              .orElseGet(() -> view.files().stat(path)));
    }
  }
}
