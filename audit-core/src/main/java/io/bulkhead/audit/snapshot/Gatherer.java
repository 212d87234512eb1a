package io.bulkhead.audit.snapshot;

/**
 * Looks at one part of a host and writes down what it saw; decides nothing. Never throws for
 * anything a host can do: what could not be seen is written down as unreadable.
 */
public interface Gatherer {
  /** When a gatherer runs; gatherers of one phase run at the same time. */
  enum Phase {
    /** Needs nothing from other gatherers. */
    FIRST,
    /** Looks closer at what the first phase named: files, processes. */
    SECOND
  }

  Phase phase();

  void gather(SnapshotBuilder draft);
}
