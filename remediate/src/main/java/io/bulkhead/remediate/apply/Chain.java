package io.bulkhead.remediate.apply;

import java.util.Optional;

/**
 * The journal as a whole.
 *
 * @param head hash of its last record, hex
 * @param torn what was cut short at its end, one sentence
 */
public record Chain(int sets, int records, String head, Optional<String> torn) {
  static final Chain NONE =
      new Chain(0, 0, io.bulkhead.remediate.journal.JournalText.NO_RECORD, Optional.empty());

  /** The last line of the history. */
  public String says() {
    return "chain of %d %s, %d records: verified, head %s%s"
        .formatted(
            sets,
            sets == 1 ? "set" : "sets",
            records,
            head.substring(0, 8),
            torn.map(t -> "; " + t).orElse(""));
  }
}
