package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.journal.EntryType;
import io.bulkhead.remediate.journal.Journal;
import io.bulkhead.remediate.state.Blobs;
import io.bulkhead.remediate.state.Folder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Removes the contents kept for change sets; what was done stays in the journal. */
final class Forgetting {
  private final Folder state;
  private final Journal journal;

  Forgetting(Folder state, Journal journal) {
    this.state = state;
    this.journal = journal;
  }

  /** The journal says so first: a crash in between leaves contents that nobody needs. */
  Forgotten forget(Set<String> ids) throws RemediationException {
    Map<String, SetTrace> sets = SetTrace.all(journal.entries());
    for (String id : ids) {
      SetTrace trace = sets.get(id);
      if (trace == null || trace.open() || trace.state(false) == SetState.AWAITING_CONFIRM) {
        throw new RemediationException(
            RemediationException.Kind.REFUSED,
            "change set " + id + " is not final: its contents may be needed to undo it by itself",
            "bulkhead status");
      }
    }
    KeptContents kept = new KeptContents(state, sets);
    try {
      Set<String> wanted = new TreeSet<>();
      for (String id : ids) {
        wanted.addAll(kept.of(id));
      }
      Set<String> needed = kept.neededBeside(ids);
      for (String id : ids) {
        journal.append(
            EntryType.NOTE,
            id,
            Journal.fields().put("forgotten", true).put("says", "its contents were forgotten"));
      }
      return remove(ids.size(), wanted, needed);
    } catch (SysException e) {
      throw new RemediationException(
          RemediationException.Kind.BEFORE,
          "cannot forget: " + e.getMessage() + "; nothing on the host was changed",
          "bulkhead history",
          e);
    }
  }

  private Forgotten remove(int sets, Set<String> wanted, Set<String> needed) throws SysException {
    Blobs blobs = new Blobs(state);
    int removed = 0;
    long bytes = 0;
    int shared = 0;
    for (String digest : wanted) {
      Optional<byte[]> content = blobs.get(digest);
      if (needed.contains(digest)) {
        shared++;
      } else if (content.isPresent()) {
        removed++;
        bytes += content.get().length;
        blobs.remove(digest);
      }
    }
    return new Forgotten(sets, removed, bytes, shared);
  }
}
