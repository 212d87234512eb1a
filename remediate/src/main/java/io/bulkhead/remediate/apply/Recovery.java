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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finishes what an earlier run left open: without COMMIT it goes back, with it it tidies. */
final class Recovery {
  /** Attempts that nobody asked for end after so many failures in a row. */
  private static final int ATTEMPTS = 2;

  private final ChangeSets.Parts parts;
  private final Folder state;
  private final Journal journal;

  Recovery(ChangeSets.Parts parts, Held held) {
    this.parts = parts;
    this.state = held.state();
    this.journal = held.journal();
  }

  /** Puts right what is open, but for a set that waits for its confirmation and is in time. */
  Optional<RecoveryReport> run(Occasion occasion) throws RemediationException {
    Map<String, SetTrace> sets = SetTrace.all(journal.entries());
    Optional<Map.Entry<String, SetTrace>> open =
        sets.entrySet().stream().filter(set -> set.getValue().open()).findFirst();
    try {
      Optional<RecoveryReport> report = Optional.empty();
      if (open.isPresent()) {
        SetTrace trace = open.get().getValue();
        report = recover(open.get().getKey(), trace, occasion);
        if (report.isEmpty()) {
          return report;
        }
      }
      sweep(sets);
      return report;
    } catch (SysException e) {
      throw Failures.before(e);
    }
  }

  /** The set that is in force and waits, looked at anew. */
  Optional<Awaiting> awaiting() {
    return SetTrace.all(journal.entries()).values().stream()
        .flatMap(trace -> awaiting(trace).stream())
        .findFirst();
  }

  private Optional<Awaiting> awaiting(SetTrace trace) {
    return trace.awaiting(journal.boot(), parts.guard().uptime());
  }

  /** An open set in hand. */
  Work resume(String set) throws RemediationException, SysException {
    SetTrace trace = Objects.requireNonNull(SetTrace.all(journal.entries()).get(set));
    Work work = new Work(parts, state, manifest(set, trace), new SetLog(journal, set));
    try {
      work.resume(trace, journal.boot());
      return work;
    } catch (SysException | RuntimeException e) {
      work.close();
      throw e;
    }
  }

  /** Takes a waiting set back because its operator wants that. */
  RecoveryReport takeBack(Awaiting set) throws RemediationException, SysException {
    try (Work work = resume(set.set())) {
      Back back = new Back("requested", "taken back before its confirmation");
      back.lines.add(Words.shortId(set.set()) + " was taken back instead of being confirmed.");
      return back(work, back, set.until());
    }
  }

  private Optional<RecoveryReport> recover(String set, SetTrace trace, Occasion occasion)
      throws RemediationException, SysException {
    if (occasion != Occasion.RECOVER && trace.failures() >= ATTEMPTS) {
      throw givenUp(set);
    }
    Entry last = trace.last();
    try (Work work = resume(set)) {
      boolean wentBack = wentBack(work);
      if (trace.committed() && !wentBack) {
        RecoveryReport report = forward(work, trace);
        parts.guard().log(String.join(" ", report.lines()));
        return Optional.of(report);
      }
      Optional<Awaiting> awaiting = awaiting(trace);
      boolean late = awaiting.isPresent() && awaiting.get().left().compareTo(Duration.ZERO) <= 0;
      if (awaiting.isPresent() && !late && !wentBack) {
        return Optional.empty();
      }
      Back why = late ? tooLate(work, awaiting.get()) : interrupted(trace, set);
      RecoveryReport report;
      try {
        report = back(work, why, last.time());
      } catch (RemediationException e) {
        tell(occasion, late, String.valueOf(e.getMessage()).lines().toList());
        throw e;
      }
      tell(occasion, late, report.lines());
      return Optional.of(report);
    }
  }

  private RemediationException givenUp(String set) {
    String sentence =
        "change set %s could not be put back %d times; it is not tried again by itself."
            .formatted(Words.shortId(set), ATTEMPTS);
    String restore = state.path() + "/tx/" + set + "/" + Manifest.RESTORE;
    parts.guard().tell(sentence + " What to do by hand: " + restore);
    return new RemediationException(
        Kind.STUCK,
        sentence + "\nWhat to do by hand is in " + restore,
        "bulkhead recover    tries once more");
  }

  /** People learn of what happens by itself: those logged in at once, others with a command. */
  private void tell(Occasion occasion, boolean late, List<String> lines) {
    if (occasion.unattended() || late) {
      parts.guard().tell(String.join(" ", lines));
    } else {
      parts.guard().log(String.join(" ", lines));
    }
    if (occasion.unattended()) {
      News.keep(state, lines);
    }
  }

  private Manifest manifest(String set, SetTrace trace) throws RemediationException, SysException {
    if (trace.foreign()) {
      throw new RemediationException(
          Kind.REFUSED,
          "change set " + set + " is open and was begun by another version of Bulkhead",
          "run the version named in 'bulkhead show " + Words.shortId(set) + "'");
    }
    if (trace.halfRebuilt()) {
      throw new RemediationException(
          Kind.REFUSED,
          "the recovery of change set " + set + " from the disk was interrupted",
          "bulkhead recover --from-disk");
    }
    return Manifest.load(state, set, trace.begin().text("manifest"))
        .orElseThrow(
            () ->
                new RemediationException(
                    Kind.STUCK,
                    "change set " + set + " is open, but its manifest is missing or damaged",
                    "cat " + state.path() + "/tx/" + set + "/" + Manifest.RESTORE));
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

  private RecoveryReport forward(Work work, SetTrace trace) throws SysException {
    String set = work.manifest.set();
    Entry last = trace.last();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s was interrupted at %s after it had been %s (%s)."
            .formatted(
                Words.shortId(set),
                clock(last),
                trace.confirmed() ? "confirmed" : "committed",
                cause(last)));
    if (trace.confirmed()) {
      for (Step step : work.manifest.oneWay()) {
        lines.add("! change " + Words.label(step) + " was to follow; see whether it was made.");
      }
    }
    lines.addAll(Ending.tidy(work));
    lines.add("All its changes are in force; what it had left beside the files is gone now.");
    return new RecoveryReport(set, last.time(), false, true, lines);
  }

  /** Why a set goes back: for the journal, and in sentences for people. */
  private static final class Back {
    private final String reason;
    private final String why;
    private final List<String> lines = new ArrayList<>();

    Back(String reason, String why) {
      this.reason = reason;
      this.why = why;
    }
  }

  private Back interrupted(SetTrace trace, String set) {
    Back back = new Back("recovered", "found open by a later run");
    Entry last = trace.last();
    String at = Words.shortId(set) + " was interrupted at " + clock(last);
    if (trace.goingBack().isPresent()) {
      back.lines.add(
          "%s while it was being undone: %s (%s)."
              .formatted(at, trace.goingBack().get(), cause(last)));
      return back;
    }
    String during =
        trace
            .lastIntent()
            .map(entry -> " during change " + entry.text("n").replaceAll("[\\[\\],]", ""))
            .orElse(" before its first change");
    back.lines.add("%s%s (%s).".formatted(at, during, cause(last)));
    back.lines.add("It had not been committed.");
    return back;
  }

  private static Back tooLate(Work work, Awaiting set) {
    String name = Words.shortId(set.set());
    if (work.bootedSince()) {
      Back back = new Back("rebooted", "the machine was booted before it was confirmed");
      back.lines.add(name + " waited for its confirmation when the machine went down.");
      return back;
    }
    Back back = new Back("expired", "not confirmed in time");
    back.lines.add(
        "%s was not confirmed before %s UTC.".formatted(name, Awaiting.clock(set.until())));
    return back;
  }

  private RecoveryReport back(Work work, Back why, String since) throws RemediationException {
    String set = work.manifest.set();
    GoingBack.Result result = new GoingBack(work, Progress.SILENT).run(why.reason, why.why);
    List<String> lines = new ArrayList<>(why.lines);
    lines.add(
        (result.unfinished() ? "It could not be undone entirely: " : "It was undone now: ")
            + undone(result)
            + ".");
    lines.addAll(result.said());
    if (result.unfinished()) {
      work.log.recoveryFailed(String.join("; ", result.said()));
      throw new RemediationException(
          Kind.STUCK,
          String.join("\n", lines),
          "cat " + RestoreText.quoted(Failures.restoreText(work)));
    }
    lines.add(ending(set, result));
    return new RecoveryReport(set, since, true, result.clean(), lines);
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
    if (last.data().path("failed").asBoolean()) {
      return "it could not be finished";
    }
    return last.boot().equals(journal.boot()) ? "process killed" : "the machine was booted since";
  }

  private static String clock(Entry entry) {
    return entry.time().replaceFirst("T", " ").replaceFirst("(\\.\\d+)?Z$", " UTC");
  }

  /** Removes what belongs to no set: half-written blobs, sets that never began. */
  private void sweep(Map<String, SetTrace> sets) throws SysException, RemediationException {
    if (sets.isEmpty()) {
      new FromDisk(parts, state).requireNothingLost();
    }
    Ending.close(parts, state);
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
