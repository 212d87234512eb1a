package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.files.Refused;
import io.bulkhead.remediate.files.StepContext;
import io.bulkhead.remediate.files.Trail;
import io.bulkhead.remediate.journal.Journal;
import io.bulkhead.remediate.journal.JournalDamaged;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateLock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Takes a set back when the journal is gone or damaged. Whether the set had been committed is not
 * known any more, so somebody has to want it.
 */
final class FromDisk {
  private static final String JOURNAL = "journal";

  private final ChangeSets.Parts parts;
  private final Folder state;

  FromDisk(ChangeSets.Parts parts, Folder state) {
    this.parts = parts;
    this.state = state;
  }

  /** An empty journal with sets beside it was not always empty. */
  void requireNothingLost() throws SysException, RemediationException {
    // a crash before the very first record leaves one set that has touched nothing
    if (sets().size() > 1 || !leftovers().isEmpty()) {
      throw new RemediationException(
          Kind.REFUSED,
          "the journal is gone, but "
              + (sets().size() == 1 ? "1 change set has" : sets().size() + " change sets have")
              + " left files here",
          "bulkhead recover --from-disk");
    }
  }

  private List<String> sets() throws SysException {
    try (Folder folder = state.sub(Manifest.DIRECTORY)) {
      List<String> names = new ArrayList<>(folder.names());
      Collections.reverse(names);
      return names;
    }
  }

  /** Sets that left something beside their targets, newest first. */
  List<Leftover> leftovers() throws SysException {
    List<Leftover> found = new ArrayList<>();
    for (String name : sets()) {
      Optional<Manifest> manifest = Manifest.unverified(state, name);
      if (manifest.isPresent()) {
        List<String> beside = beside(manifest.get());
        if (!beside.isEmpty()) {
          found.add(new Leftover(name, manifest.get().at(), beside));
        }
      }
    }
    return found;
  }

  private List<String> beside(Manifest manifest) throws SysException {
    List<String> targets = new ArrayList<>();
    for (Step step : manifest.steps()) {
      if (step instanceof Step.PutFile put && hasSide(put, manifest.set())) {
        targets.add(put.target());
      }
    }
    return targets;
  }

  private boolean hasSide(Step.PutFile put, String set) throws SysException {
    String side = StepContext.side(Trail.nameOf(put.target()), set, String.valueOf(put.seq()));
    try (Trail directory = Trail.parentOf(parts.sys(), parts.root(), put.target())) {
      return parts.sys().stat(directory.fd(), side).isPresent();
    } catch (Refused e) {
      return false;
    } catch (SysException e) {
      if (e.is(Errno.ENOENT)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Takes a set back.
   *
   * @param lock held by the caller
   */
  RecoveryReport takeBack(String set, StateLock lock) throws RemediationException {
    try (Journal journal = journal(set)) {
      Manifest manifest =
          Manifest.unverified(state, set)
              .orElseThrow(
                  () ->
                      new RemediationException(
                          Kind.REFUSED,
                          "there is no readable manifest of change set '" + set + "'",
                          "ls " + state.path() + "/" + Manifest.DIRECTORY));
      SetLog log = new SetLog(journal, set);
      log.beginFromDisk(manifest, Manifest.digest(state, set), parts.tool());
      try (Work work = new Work(parts, state, manifest, log)) {
        guess(work);
        GoingBack.Result result =
            new GoingBack(work, Progress.SILENT).run("recovered", "from the disk, without journal");
        return report(work, result);
      }
    } catch (SysException e) {
      throw Failures.before(e);
    }
  }

  /** An empty one, or one that does not know the set; a damaged one is moved aside. */
  private Journal journal(String set) throws SysException, RemediationException {
    Journal journal;
    try {
      journal = Journal.open(state, parts.clock());
    } catch (JournalDamaged e) {
      String aside =
          JOURNAL + ".damaged-" + parts.clock().instant().toString().replaceAll("[^0-9TZ]", "");
      parts.sys().renameNoReplace(state.fd(), JOURNAL, aside);
      state.make(JOURNAL);
      state.flush();
      try {
        return Journal.open(state, parts.clock());
      } catch (JournalDamaged impossible) {
        throw Failures.damaged(impossible);
      }
    }
    SetTrace known = SetTrace.all(journal.entries()).get(set);
    if (known != null && !known.halfRebuilt()) {
      journal.close();
      throw new RemediationException(
          Kind.REFUSED,
          "the journal can be read and knows change set " + set,
          "bulkhead recover    or bulkhead rollback " + Words.shortId(set));
    }
    return journal;
  }

  /** Writes down what the disk shows, as the journal would have said it. */
  private static void guess(Work work) throws SysException {
    for (Step step : work.manifest.steps()) {
      if (step instanceof Step.Engine engine) {
        work.engineIntents.add(engine.seq());
      }
      if (step instanceof Step.SetValue || step instanceof Step.Reread) {
        work.hostIntents.add(step.seq());
      }
      FileStep file = work.files.get(step.seq());
      Optional<Intent> intent = file == null ? Optional.empty() : file.intentFromDisk();
      if (file != null && intent.isPresent()) {
        work.log.intent(file.tag(), step, intent.get(), null);
        work.intents.put(file.tag(), intent.get());
      }
    }
  }

  private static RecoveryReport report(Work work, GoingBack.Result result)
      throws RemediationException {
    String set = work.manifest.set();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s was taken back without its journal: %d steps."
            .formatted(Words.shortId(set), result.restored()));
    lines.addAll(result.said());
    if (result.unfinished()) {
      throw new RemediationException(
          Kind.STUCK,
          String.join("\n", lines),
          "cat " + RestoreText.quoted(Failures.restoreText(work)));
    }
    lines.add(
        result.exact()
            ? "The host is exactly as before it (checked)."
            : "Not everything could be compared; look at the lines above.");
    return new RecoveryReport(set, work.manifest.at(), true, result.clean(), lines);
  }
}
