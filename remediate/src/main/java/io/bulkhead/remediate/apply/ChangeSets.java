package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.ExplicitValues;
import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.journal.BootId;
import io.bulkhead.remediate.journal.JournalDamaged;
import io.bulkhead.remediate.journal.JournalText;
import io.bulkhead.remediate.state.Blobs;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateDirectory;
import io.bulkhead.remediate.state.StateLock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies, undoes, recovers and lists change sets. */
public final class ChangeSets {
  private final Parts parts;

  public ChangeSets(Parts parts) {
    this.parts = parts;
  }

  /**
   * What change sets work with.
   *
   * @param root directory that targets are below; {@code /} for this host
   * @param state where journal and before-images are kept
   * @param driver tells the engine; called only for plans with an engine step
   * @param host tells the rest of the host; called only for plans with such a step
   * @param guard takes a set back when nobody else can
   * @param aftercheck audits again before the commit
   * @param tool version of Bulkhead, for the journal
   */
  public record Parts(
      Sys sys,
      Path root,
      StateDirectory state,
      EngineDriver driver,
      HostDriver host,
      ExplicitValues explicit,
      Aftercheck aftercheck,
      Clock clock,
      Signals signals,
      Guard guard,
      String tool) {}

  /** Takes the lock and first recovers a set that was interrupted. */
  public Session begin(String command) throws RemediationException {
    return begin(command, Occasion.COMMAND);
  }

  /** The same on another occasion than a change; on an expiry it waits for the lock. */
  public Session begin(String command, Occasion occasion) throws RemediationException {
    return Session.begin(parts, command, occasion);
  }

  /** The set that is not finished, looked at without the lock; cheap when there is none. */
  public Optional<OpenSet> open() throws RemediationException {
    return reading(
            folder -> {
              if (!folder.has(StateDirectory.PENDING)) {
                return Optional.<OpenSet>empty();
              }
              boolean running = StateLock.holder(folder).map(StateLock.Holder::alive).orElse(false);
              Map<String, SetTrace> known = SetTrace.all(JournalText.read(folder).entries());
              Optional<OpenSet> open =
                  known.entrySet().stream()
                      .filter(set -> set.getValue().open())
                      .findFirst()
                      .map(set -> openSet(set.getKey(), set.getValue(), running));
              return open.isPresent() || running ? open : lost(folder, known.keySet());
            })
        .flatMap(found -> found);
  }

  /** A set whose journal is gone, as what it left beside the files shows. */
  private Optional<OpenSet> lost(Folder folder, Set<String> known) throws SysException {
    return new FromDisk(parts, folder)
        .leftovers().stream()
            .filter(left -> !known.contains(left.set()))
            .findFirst()
            .map(
                left ->
                    new OpenSet(
                        left.set(),
                        left.at(),
                        OpenSet.Standing.LOST,
                        "the journal is gone, but %s left files beside %s."
                            .formatted(
                                Words.shortId(left.set()), String.join(", ", left.targets()))));
  }

  private OpenSet openSet(String id, SetTrace trace, boolean running) {
    String name = Words.shortId(id);
    String since = trace.last().time();
    Optional<Awaiting> awaiting = trace.awaiting(BootId.now(), parts.guard().uptime());
    if (running) {
      String sentence = name + " is being worked on just now by another process.";
      return new OpenSet(id, since, OpenSet.Standing.RUNNING, sentence);
    }
    if (awaiting.isPresent() && !awaiting.get().left().isNegative()) {
      String sentence =
          name
              + " is in force and waits for its confirmation; without it, it is undone at "
              + awaiting.get().deadline()
              + ".";
      return new OpenSet(id, since, OpenSet.Standing.AWAITING, sentence);
    }
    String what = awaiting.isPresent() ? " was not confirmed in time" : " was interrupted at ";
    String sentence =
        name
            + what
            + (awaiting.isPresent() ? "" : since)
            + "; the next command that changes something "
            + (awaiting.isPresent() ? "undoes it." : "finishes or undoes it.");
    return new OpenSet(id, since, OpenSet.Standing.INTERRUPTED, sentence);
  }

  /** Tells everybody who is logged in that a set goes back soon; nothing if it does not. */
  public void warn(String set) throws RemediationException {
    open()
        .filter(open -> open.id().equals(set) && open.standing() == OpenSet.Standing.AWAITING)
        .ifPresent(
            open ->
                parts
                    .guard()
                    .tell(
                        open.sentence()
                            + " To keep it, log in anew and run: bulkhead confirm "
                            + Words.shortId(set)));
  }

  /** What was done by the guard or at boot and not told yet, one sentence each. */
  public List<String> news() throws RemediationException {
    return reading(News::read).orElse(List.of());
  }

  /** Sets that left something beside their targets, newest first; for when the journal is gone. */
  public List<Leftover> leftovers() throws RemediationException {
    return reading(folder -> new FromDisk(parts, folder).leftovers()).orElse(List.of());
  }

  /**
   * Takes a set back without its journal, by its manifest and what lies beside the targets. A
   * damaged journal is kept aside.
   */
  public RecoveryReport recoverFromDisk(String set) throws RemediationException {
    Folder state = parts.state().prepare();
    try (StateLock lock = StateLock.take(state, "recover --from-disk", parts.clock())) {
      return new FromDisk(parts, state).takeBack(set, lock);
    } finally {
      state.close();
    }
  }

  /** All sets, newest first. */
  public List<SetSummary> history() throws RemediationException {
    return reading(folder -> new SetHistory(JournalText.read(folder)).summaries())
        .orElse(List.of());
  }

  /** The journal as a whole. */
  public Chain chain() throws RemediationException {
    return reading(folder -> new SetHistory(JournalText.read(folder)).chain()).orElse(Chain.NONE);
  }

  /**
   * Refuses a journal that was begun on another host: a copied state directory tells of files that
   * are not here.
   *
   * @param hostId of this host; empty if it is not known, which refuses nothing
   */
  public void requireOwn(String hostId) throws RemediationException {
    String writer =
        reading(folder -> new SetHistory(JournalText.read(folder)).lastHost()).orElse("");
    if (!writer.isEmpty() && !hostId.isEmpty() && !writer.equals(hostId)) {
      String path = parts.state().path().toString();
      throw new RemediationException(
          Kind.REFUSED,
          "the journal in '"
              + path
              + "' was written on another host (another machine-id): what it says is not about"
              + " this one; nothing was changed",
          "mv " + RestoreText.quoted(path) + " " + RestoreText.quoted(path + ".other-host"));
    }
  }

  /** Compares journal, manifests and contents with what was written. */
  public Verification verify(String head) throws RemediationException {
    return reading(folder -> new Verifier(folder, JournalText.read(folder)).verify(head))
        .orElse(new Verification(List.of("there is no change set yet"), List.of()));
  }

  /**
   * The id of the set that a person means.
   *
   * @param which its id, any part of it that no other set has, {@code last} or {@code last-1}
   */
  public String resolve(String which) throws RemediationException {
    return reading(folder -> new SetHistory(JournalText.read(folder)).resolve(which))
        .orElseThrow(() -> unknown(which));
  }

  /** One set; {@code which} as {@link #resolve} takes it. */
  public SetDetail show(String which) throws RemediationException {
    return reading(
            folder -> {
              SetHistory history = new SetHistory(JournalText.read(folder));
              return detail(folder, history, history.resolve(which));
            })
        .orElseThrow(() -> unknown(which));
  }

  /** All sets as they are now, read once. */
  public Past past() throws RemediationException {
    Optional<SetHistory> read = reading(folder -> new SetHistory(JournalText.read(folder)));
    List<SetSummary> sets = read.map(SetHistory::summaries).orElse(List.of());
    return new Past() {
      @Override
      public List<SetSummary> sets() {
        return sets;
      }

      @Override
      public SetDetail set(String id) throws RemediationException {
        return reading(folder -> detail(folder, read.orElseThrow(), id))
            .orElseThrow(() -> unknown(id));
      }
    };
  }

  private static RemediationException unknown(String which) {
    return new RemediationException(
        Kind.BEFORE, "there is no change set '" + which + "'", "bulkhead history");
  }

  private SetDetail detail(Folder folder, SetHistory history, String id)
      throws RemediationException, SysException {
    SetTrace trace = history.trace(id);
    if (trace.foreign()) {
      throw new RemediationException(
          Kind.REFUSED,
          "change set "
              + id
              + " was made by Bulkhead "
              + trace.begin().text("tool")
              + ", whose records this version does not know",
          "use that version, or a newer one");
    }
    Manifest manifest =
        Manifest.load(folder, id, trace.begin().text("manifest"))
            .orElseThrow(
                () ->
                    new RemediationException(
                        Kind.REFUSED,
                        "the manifest of change set " + id + " is missing or damaged",
                        "ls -l " + folder.path() + "/tx/" + id));
    return new SetDetail(
        history.summary(id),
        manifest.plan(),
        manifest.steps(),
        history.log(id),
        sha256 -> blob(trace, sha256));
  }

  private byte[] blob(SetTrace trace, String sha256) throws RemediationException {
    String id = trace.begin().set();
    return reading(folder -> new Blobs(folder).get(sha256))
        .flatMap(found -> found)
        .orElseThrow(
            () ->
                new RemediationException(
                    Kind.REFUSED,
                    trace
                        .forgotten()
                        .map(
                            note ->
                                "the contents kept for "
                                    + id
                                    + " were forgotten at "
                                    + note.time()
                                    + ", so it cannot be undone")
                        .orElse("the content " + sha256 + " of " + id + " is missing or damaged"),
                    "bulkhead history verify"));
  }

  /** Something read from the state directory. */
  private interface Reading<T> {
    T from(Folder folder) throws RemediationException, SysException, JournalDamaged;
  }

  /** Empty if there is no state directory. */
  private <T> Optional<T> reading(Reading<T> reading) throws RemediationException {
    Optional<Folder> held = parts.state().look();
    if (held.isEmpty()) {
      return Optional.empty();
    }
    try (Folder folder = held.get()) {
      return Optional.of(reading.from(folder));
    } catch (JournalDamaged e) {
      throw Failures.damaged(e);
    } catch (SysException e) {
      throw new RemediationException(
          Kind.BEFORE,
          "cannot read the state directory '" + parts.state().path() + "': " + e.getMessage(),
          "ls -la " + parts.state().path(),
          e);
    }
  }
}
