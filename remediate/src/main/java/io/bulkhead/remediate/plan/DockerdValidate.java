package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.Daemon;
import java.util.List;

/** Asks dockerd itself whether it would accept a configuration file; changes nothing. */
@FunctionalInterface
public interface DockerdValidate {
  /** What dockerd said. */
  enum Answer {
    ACCEPTS,
    REFUSES,
    /** It could not be asked: too old, not here, or asking would change the host. */
    CANNOT_SAY
  }

  /**
   * An answer with its reason.
   *
   * @param says one sentence part for the screen, secrets redacted
   */
  record Result(Answer answer, String says) {}

  /**
   * Judges the bytes as they would be written.
   *
   * @param argv the command line of the next start, the program first; empty if unknown
   */
  Result judge(byte[] candidate, Daemon daemon, List<String> argv);
}
