package io.bulkhead.cli.snapshot;

import java.io.IOException;

/** A document is not a snapshot that this version can read; the message is one sentence. */
public final class SnapshotFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public SnapshotFormatException(String sentence) {
    super(sentence);
  }
}
