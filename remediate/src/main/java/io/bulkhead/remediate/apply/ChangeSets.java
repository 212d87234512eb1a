package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.ExplicitValues;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.state.StateDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

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
   * @param aftercheck audits again before the commit
   * @param tool version of Bulkhead, for the journal
   */
  public record Parts(
      Sys sys,
      Path root,
      StateDirectory state,
      EngineDriver driver,
      ExplicitValues explicit,
      Aftercheck aftercheck,
      Clock clock,
      Signals signals,
      String tool) {}

  /** Takes the lock and first recovers a set that was interrupted. */
  public Session begin(String command) throws RemediationException {
    throw new UnsupportedOperationException(parts.tool());
  }

  /** The set that is not finished, looked at without the lock; cheap when there is none. */
  public Optional<OpenSet> open() throws RemediationException {
    throw new UnsupportedOperationException();
  }

  /** All sets, newest first. */
  public List<SetSummary> history() throws RemediationException {
    throw new UnsupportedOperationException();
  }

  /** The last line of the history: how many sets and records, whether the chain holds, its head. */
  public String chain() throws RemediationException {
    throw new UnsupportedOperationException();
  }

  /**
   * One set.
   *
   * @param which its id, any part of it that no other set has, {@code last} or {@code last-1}
   */
  public SetDetail show(String which) throws RemediationException {
    throw new UnsupportedOperationException();
  }
}
