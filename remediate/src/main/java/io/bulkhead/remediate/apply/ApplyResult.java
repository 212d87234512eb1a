package io.bulkhead.remediate.apply;

import java.util.List;
import java.util.Optional;

/**
 * A change set that was applied, and is final or waits for its confirmation.
 *
 * @param setId for example {@code 20261123-1931-7f3a}
 * @param seconds wall time of the whole set
 * @param journalHead sha-256 of the journal's last line, hex
 * @param lines what else a person should know, one sentence each; empty when all went as planned
 * @param awaiting until when it must be confirmed; empty if it is final
 */
public record ApplyResult(
    String setId,
    double seconds,
    String journalHead,
    List<String> lines,
    Optional<Awaiting> awaiting) {
  public ApplyResult {
    lines = List.copyOf(lines);
  }
}
