package io.bulkhead.remediate.apply;

import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import java.util.List;

/**
 * All that is kept about a change set; what a rollback is planned from.
 *
 * @param summary its line in the history
 * @param plan the plan as approved, with the logical edits of every change
 * @param steps the physical steps with the states before, as they were captured right before the
 *     act, and after
 * @param log the journal's records about it, one line each
 * @param blobs where the contents are
 */
public record SetDetail(
    SetSummary summary, Plan plan, List<Step> steps, List<LogLine> log, BlobSource blobs) {
  public SetDetail {
    steps = List.copyOf(steps);
    log = List.copyOf(log);
  }

  /**
   * The content a file had before or after, by the digest in its state.
   *
   * @throws RemediationException REFUSED if it is no longer kept or was damaged
   */
  public byte[] blob(String sha256) throws RemediationException {
    return blobs.blob(sha256);
  }

  /**
   * A record of the journal in words.
   *
   * @param at RFC 3339 UTC
   * @param type BEGIN, INTENT, DONE, …
   * @param says what it says
   */
  public record LogLine(String at, String type, String says) {}

  /** Gives contents by digest. */
  @FunctionalInterface
  public interface BlobSource {
    byte[] blob(String sha256) throws RemediationException;
  }
}
