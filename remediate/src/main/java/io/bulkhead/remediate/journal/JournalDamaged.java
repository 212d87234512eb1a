package io.bulkhead.remediate.journal;

/** The journal is not what was written; the message says where and what was found. */
public final class JournalDamaged extends Exception {
  private static final long serialVersionUID = 1L;

  public JournalDamaged(String sentence) {
    super(sentence);
  }
}
