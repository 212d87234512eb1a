package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.journal.Entry;
import io.bulkhead.remediate.journal.JournalText;
import io.bulkhead.remediate.state.Blobs;
import io.bulkhead.remediate.state.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares journal, manifests and contents with what was written. */
final class Verifier {
  private final Folder state;
  private final JournalText text;
  private final Map<String, SetTrace> sets;
  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** The chain itself holds when the journal could be read at all. */
  Verifier(Folder state, JournalText text) {
    this.state = state;
    this.text = text;
    this.sets = SetTrace.all(text.entries());
  }

  /**
   * @param head hash that an earlier run printed, or its beginning; empty for none
   */
  Verification verify(String head) throws SysException {
    chain(head);
    manifests();
    return new Verification(lines, problems);
  }

  private void chain(String head) {
    lines.add("the chain of " + text.entries().size() + " records holds, head " + text.head());
    text.tornTail().ifPresent(problems::add);
    if (head.isEmpty()) {
      return;
    }
    Optional<Entry> found =
        text.entries().stream().filter(entry -> entry.hash().startsWith(head)).findFirst();
    if (found.isEmpty()) {
      problems.add("no record has the hash " + head + ": the journal was replaced or cut");
    } else {
      long after = text.entries().size() - found.get().seq();
      lines.add(
          "head "
              + head
              + " is record "
              + found.get().seq()
              + " of "
              + found.get().time()
              + ", "
              + after
              + (after == 1 ? " record" : " records")
              + " came after it");
    }
  }

  private void manifests() throws SysException {
    KeptContents kept = new KeptContents(state, sets);
    Blobs blobs = new Blobs(state);
    int manifests = 0;
    int contents = 0;
    int forgotten = 0;
    for (Map.Entry<String, SetTrace> set : sets.entrySet()) {
      String digest = set.getValue().begin().text("manifest");
      if (Manifest.load(state, set.getKey(), digest).isPresent()) {
        manifests++;
      } else {
        problems.add("the manifest of " + set.getKey() + " is missing or is not what was written");
      }
      if (set.getValue().forgotten().isPresent()) {
        forgotten++;
        continue;
      }
      for (String content : kept.of(set.getKey())) {
        contents++;
        if (blobs.get(content).isEmpty()) {
          problems.add(
              "content "
                  + content
                  + " of "
                  + set.getKey()
                  + " is missing or is not what was written");
        }
      }
    }
    lines.add(manifests + " of " + sets.size() + " manifests are as they were written");
    lines.add(
        contents
            + " contents were compared"
            + (forgotten == 0 ? "" : "; " + forgotten + " sets were forgotten and have none"));
  }
}
