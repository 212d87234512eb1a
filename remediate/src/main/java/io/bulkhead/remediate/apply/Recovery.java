package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.journal.Entry;
import io.bulkhead.remediate.journal.Journal;
import io.bulkhead.remediate.state.Blobs;
import io.bulkhead.remediate.state.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finishes what an earlier run left open: without COMMIT it goes back, with it it tidies. */
final class Recovery {
  private final ChangeSets.Parts parts;
  private final Folder state;
  private final Journal journal;

  Recovery(ChangeSets.Parts parts, Folder state, Journal journal) {
    this.parts = parts;
    this.state = state;
    this.journal = journal;
  }

  Optional<RecoveryReport> run() throws RemediationException {
    Map<String, SetTrace> sets = SetTrace.all(journal.entries());
    Optional<Map.Entry<String, SetTrace>> open =
        sets.entrySet().stream().filter(set -> set.getValue().open()).findFirst();
    try {
      Optional<RecoveryReport> report = Optional.empty();
      if (open.isPresent()) {
        report = Optional.of(recover(open.get().getKey(), open.get().getValue()));
      }
      sweep(sets);
      return report;
    } catch (SysException e) {
      throw Failures.before(e);
    }
  }

  private RecoveryReport recover(String set, SetTrace trace)
      throws RemediationException, SysException {
    if (trace.foreign()) {
      throw new RemediationException(
          Kind.REFUSED,
          "change set " + set + " is open and was begun by another version of Bulkhead",
          "run the version named in 'bulkhead show " + Words.shortId(set) + "'");
    }
    Manifest manifest =
        Manifest.load(state, set, trace.begin().text("manifest"))
            .orElseThrow(
                () ->
                    new RemediationException(
                        Kind.STUCK,
                        "change set " + set + " is open, but its manifest is missing or damaged",
                        "cat " + state.path() + "/tx/" + set + "/" + Manifest.RESTORE));
    try (Work work = new Work(parts, state, manifest, new SetLog(journal, set))) {
      work.resume(trace, journal.boot());
      Entry last = trace.last();
      return trace.committed() && !wentBack(work) ? forward(work, last) : back(work, trace, last);
    }
  }

  private static boolean wentBack(Work work) throws SysException {
    for (Step step : work.backwards()) {
      FileStep file = work.file(step);
      Intent intent = work.intents.get(file.tag());
      if (intent != null && file.wentBack(intent)) {
        return true;
      }
    }
    return false;
  }

  private RecoveryReport forward(Work work, Entry last) throws SysException {
    String set = work.manifest.set();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s was interrupted at %s after it had been committed (%s)."
            .formatted(Words.shortId(set), clock(last), cause(last)));
    lines.addAll(Ending.tidy(work));
    lines.add("All its changes are in force; what it had left beside the files is gone now.");
    return new RecoveryReport(set, last.time(), false, true, lines);
  }

  private RecoveryReport back(Work work, SetTrace trace, Entry last) throws RemediationException {
    String set = work.manifest.set();
    String during =
        trace
            .lastIntent()
            .map(entry -> " during change " + entry.text("n").replaceAll("[\\[\\],]", ""))
            .orElse(" before its first change");
    GoingBack.Result result =
        new GoingBack(work, Progress.SILENT).run("recovered", "found open by a later run");
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s was interrupted at %s%s (%s)."
            .formatted(Words.shortId(set), clock(last), during, cause(last)));
    lines.add("It had not been committed, so it was undone now: " + undone(result) + ".");
    lines.addAll(result.said());
    if (result.unfinished()) {
      throw new RemediationException(
          Kind.STUCK,
          String.join("\n", lines),
          "cat " + RestoreText.quoted(Failures.restoreText(work)));
    }
    lines.add(ending(set, result));
    return new RecoveryReport(set, last.time(), true, result.clean(), lines);
  }

  private static String ending(String set, GoingBack.Result result) {
    if (result.exact()) {
      return "The host is exactly as before " + Words.shortId(set) + " (checked).";
    }
    return result.clean()
        ? "Nothing of " + Words.shortId(set) + " is left on the host."
        : "Not everything could be put back; see 'bulkhead show " + Words.shortId(set) + "'.";
  }

  private static String undone(GoingBack.Result result) {
    String steps =
        switch (result.restored()) {
          case 0 -> "nothing had to be put back";
          case 1 -> "1 step";
          default -> result.restored() + " steps";
        };
    return result.engine().isEmpty() ? steps : steps + ", then the engine: " + result.engine();
  }

  private String cause(Entry last) {
    return last.boot().equals(journal.boot()) ? "process killed" : "the machine was booted since";
  }

  private static String clock(Entry entry) {
    return entry.time().replaceFirst("T", " ").replaceFirst("(\\.\\d+)?Z$", " UTC");
  }

  /** Removes what belongs to no set: half-written blobs, sets that never began. */
  private void sweep(Map<String, SetTrace> sets) throws SysException {
    Ending.close(state);
    new Blobs(state).sweep();
    try (Folder folder = state.sub(Manifest.DIRECTORY)) {
      for (String name : folder.names()) {
        if (!sets.containsKey(name)) {
          folder.removeTree(name);
        }
      }
    }
  }
}
