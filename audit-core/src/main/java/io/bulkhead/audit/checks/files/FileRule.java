package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** What is expected of one file. */
@FunctionalInterface
interface FileRule {
  Ruling judge(HostSnapshot host, FileStat file);

  /** The answer of one rule, with what was seen and expected in words. */
  record Ruling(Outcome outcome, String says) {
    static Ruling good(String says) {
      return new Ruling(Outcome.PASS, says);
    }

    static Ruling bad(String says) {
      return new Ruling(Outcome.FAIL, says);
    }

    static Ruling unclear(String says) {
      return new Ruling(Outcome.UNDETERMINED, says);
    }
  }
}
