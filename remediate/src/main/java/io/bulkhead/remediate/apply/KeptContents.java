package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.journal.Entry;
import io.bulkhead.remediate.state.Folder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which contents every change set needs to be undone. */
final class KeptContents {
  private final Folder state;
  private final Map<String, SetTrace> sets;

  KeptContents(Folder state, Map<String, SetTrace> sets) {
    this.state = state;
    this.sets = sets;
  }

  /** Digests of what a set's manifest and its journal records name. */
  Set<String> of(String set) throws SysException {
    Set<String> digests = new TreeSet<>();
    SetTrace trace = sets.get(set);
    if (trace == null) {
      return digests;
    }
    Optional<Manifest> manifest = Manifest.load(state, set, trace.begin().text("manifest"));
    if (manifest.isPresent()) {
      for (Step step : manifest.get().steps()) {
        if (step instanceof Step.PutFile put) {
          add(put.before(), digests);
          add(put.after(), digests);
        }
      }
    }
    for (Entry entry : trace.entries()) {
      for (String name : new String[] {"before", "after"}) {
        add(entry.data().path(name).path("sha256").asText(""), digests);
      }
      add(entry.text("detail"), digests);
    }
    return digests;
  }

  /** Digests that sets other than these need, as long as they are kept. */
  Set<String> neededBeside(Set<String> forgotten) throws SysException {
    Set<String> needed = new TreeSet<>();
    for (Map.Entry<String, SetTrace> set : sets.entrySet()) {
      if (!forgotten.contains(set.getKey()) && set.getValue().forgotten().isEmpty()) {
        needed.addAll(of(set.getKey()));
      }
    }
    return needed;
  }

  private static void add(FileState state, Set<String> digests) {
    if (state instanceof FileState.Regular file) {
      digests.add(file.sha256());
    }
  }

  private static void add(String digest, Set<String> digests) {
    if (!digest.isEmpty()) {
      digests.add(digest);
    }
  }
}
