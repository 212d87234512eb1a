package io.bulkhead.remediate.apply;

import java.util.List;

/**
 * What was found and done about a change set that had been interrupted.
 *
 * @param setId the set
 * @param interruptedAt time of its last journal record, RFC 3339 UTC
 * @param wentBack true if it was undone, false if it had been committed and was only tidied
 * @param complete false if something could not be put back, because others changed it meanwhile
 * @param lines sentences for the screen, in order
 */
public record RecoveryReport(
    String setId, String interruptedAt, boolean wentBack, boolean complete, List<String> lines) {
  public RecoveryReport {
    lines = List.copyOf(lines);
  }
}
