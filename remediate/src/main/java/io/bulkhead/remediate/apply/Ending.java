package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateDirectory;
import java.util.ArrayList;
import java.util.List;

/** What comes after COMMIT: side files are dropped, END is written. */
final class Ending {
  private Ending() {}

  /**
   * Tidies a committed set; may be repeated.
   *
   * @return sentences about what was kept
   * @throws SysException if something was left for the next run
   */
  static List<String> tidy(Work work) throws SysException {
    List<String> kept = new ArrayList<>();
    for (Step step : work.manifest.steps()) {
      FileStep file = work.files.get(step.seq());
      Intent intent = file == null ? null : work.intents.get(file.tag());
      if (file != null && intent != null) {
        file.tidy(intent).ifPresent(kept::add);
      }
    }
    kept.forEach(work.log::note);
    work.log.end("committed", List.of());
    close(work);
    return kept;
  }

  /** The set is not open any more: nobody has to watch it. */
  static void close(Work work) {
    work.watch.end();
    close(work.parts, work.state);
  }

  /** Nothing is open; if the mark stays, the next run sees by the journal. */
  static void close(ChangeSets.Parts parts, Folder state) {
    parts.guard().dismiss();
    try {
      state.remove(StateDirectory.PENDING);
      state.flush();
    } catch (SysException e) {
      // the mark only makes others look into the journal, where END is
    }
  }
}
