package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.DecidingPaths;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at the directories above the files that decide who controls the engine. */
final class Leading {
  private final HostFiles files;
  private final SnapshotBuilder draft;
  private final Set<String> seen = new HashSet<>();

  Leading(HostFiles files, SnapshotBuilder draft) {
    this.files = files;
    this.draft = draft;
  }

  void look(Set<String> programs) {
    List<String> all = new ArrayList<>(programs);
    all.addAll(DecidingPaths.files(draft.daemon()));
    for (String path : all) {
      files
          .stat(path)
          .seen()
          .map(FileStat::realPath)
          .ifPresent(
              real -> {
                above(path);
                above(real);
              });
    }
    for (String path : DecidingPaths.unitDirectories(draft.daemon())) {
      if (files.stat(path).seen().isPresent()) {
        above(path + "/");
      }
    }
  }

  private void above(String path) {
    for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
      String directory = slash == 0 ? "/" : path.substring(0, slash);
      if (seen.add(directory)) {
        draft.file(directory, files.stat(directory));
      }
      if (slash == 0) {
        return;
      }
    }
  }
}
