package io.bulkhead.kernel.paths;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.FileKind;
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
  /** A directory with more entries is not looked into. */
  private static final int MOST = 1000;

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
    Optional<String> foreign = view.foreignFiles();
    Set<String> paths = new LinkedHashSet<>();
    if (phase == Phase.SECOND) {
      paths.addAll(draft.wantedFiles());
      draft
          .engine()
          .info()
          .seen()
          .map(Engine.Info::dockerRootDir)
          .ifPresent(
              root -> {
                paths.add(root);
                WellKnownPaths.DATA_PARTS.forEach(name -> paths.add(root + "/" + name));
              });
      paths.removeAll(WellKnownPaths.ALL);
      paths.removeIf(path -> !path.startsWith("/"));
    } else {
      paths.addAll(WellKnownPaths.ALL);
      if (foreign.isEmpty()) {
        WellKnownPaths.LISTED.forEach((directory, depth) -> below(draft, directory, depth));
      }
    }
    for (String path : paths) {
      draft.file(
          path,
          foreign
              .map(why -> Reading.<FileStat>unreadable(Origin.observed(path), why))
              .orElseGet(() -> view.files().stat(path)));
    }
  }

  /** What is in a directory; what cannot be listed stands there under {@code *}. */
  private void below(SnapshotBuilder draft, String directory, int depth) {
    view.files()
        .list(directory)
        .fold(
            names -> each(draft, directory, names.value(), depth),
            none -> 0,
            unseen -> {
              String any = directory + "/" + WellKnownPaths.ANY_NAME;
              draft.file(any, Reading.unreadable(unseen.origin(), unseen.reason()));
              return 0;
            });
  }

  private int each(SnapshotBuilder draft, String directory, List<String> names, int depth) {
    if (names.size() > MOST) {
      String any = directory + "/" + WellKnownPaths.ANY_NAME;
      draft.file(
          any,
          Reading.unreadable(
              Origin.observed(directory), "has " + names.size() + " entries, not looked at"));
      return 0;
    }
    for (String name : names) {
      String path = directory + "/" + name;
      Reading<FileStat> stat = view.files().stat(path);
      draft.file(path, stat);
      boolean inside = stat.seen().filter(file -> file.kind() == FileKind.DIRECTORY).isPresent();
      if (inside && depth > 1) {
        below(draft, path, depth - 1);
      }
    }
    return names.size();
  }
}
